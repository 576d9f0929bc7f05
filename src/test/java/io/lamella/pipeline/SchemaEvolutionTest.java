package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.PartitionField.Transform;
import io.lamella.core.table.SealReason;
import io.lamella.pipeline.SchemaCheck.Generation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Columns change while objects land: the head is sealed first, readers see the rows of both, and what cannot be read together is
/// refused before anything is converted.
class SchemaEvolutionTest {
    private static final ColumnType TEXT = new ColumnType.Text();

    private final TestLake lake = new TestLake();

    @Test
    void rowsOfBothSchemasAreReadTogether() {
        lake.setColumns(
                new Column("id", new ColumnType.Int(32), true),
                new Column("weight", new ColumnType.Float32(), false),
                new Column("price", new ColumnType.Decimal(9, 2), false));
        publish("a", "id,weight,price\n1,1.5,2.50\n2,,\n");
        lake.setColumns(
                new Column("id", new ColumnType.Int(64), false),
                new Column("weight", new ColumnType.Float64(), false),
                new Column("price", new ColumnType.Decimal(20, 2), false),
                new Column("more", TEXT, false));
        assertThat(refusals()).isEmpty();
        publish("b", "id,weight,price,more\n5000000000,0.1,123456789012345678.90,x\n,,,\n");

        assertThat(sealed()).containsExactly(Optional.of(SealReason.SCHEMA), Optional.empty());
        assertThat(rows("id, weight, price, more"))
                .containsExactly("1|1.5|2.50", "2", "5000000000|0.1|123456789012345678.90|x", "");
    }

    /// A worker of the old configuration goes on for a while beside one of the new.
    @Test
    void aRollingDeploymentSealsAtEachChangeAndLosesNothing() {
        lake.setColumns(new Column("id", new ColumnType.Int(32), true));
        publish("a", "id\n1\n");
        lake.setColumns(new Column("id", new ColumnType.Int(64), true), new Column("more", TEXT, false));
        publish("b", "id,more\n2,x\n");
        lake.setColumns(new Column("id", new ColumnType.Int(32), true));
        publish("c", "id\n3\n");
        lake.setColumns(new Column("id", new ColumnType.Int(64), true), new Column("more", TEXT, false));
        lake.convert(lake.land("d", "id,more\n4,y\n"));
        lake.compact();

        assertThat(sealed())
                .containsExactly(
                        Optional.of(SealReason.SCHEMA),
                        Optional.of(SealReason.SCHEMA),
                        Optional.of(SealReason.SCHEMA),
                        Optional.empty());
        assertThat(rows("id, more")).containsExactly("1", "2|x", "3", "4|y");
    }

    /// Objects of the old shape go on landing for a while.
    @Test
    void aHeaderWithoutTheNewColumnIsTakenIfMissingFieldsAreIgnored() {
        var id = new Column("id", new ColumnType.Int(64), true);
        lake.setColumns(id);
        publish("a", "id\n1\n");
        lake.setColumns(id, new Column("more", TEXT, false));
        assertThat(lake.convert(lake.land("b", "id\n2\n")).reason().orElseThrow())
                .contains("with missing-fields: ignore in the format of the dataset");
        lake.readAs(ignoringMissingFields());
        publish("c", "id\n3\n");
        publish("d", "id,more\n4,x\n");

        assertThat(rows("id, more")).containsExactly("1", "3", "4|x");
    }

    private static InputFormat ignoringMissingFields() {
        var csv = InputFormat.Csv.DEFAULT;
        return new InputFormat.Csv(
                csv.charset(),
                csv.maxRowBytes(),
                csv.delimiter(),
                csv.quote(),
                csv.escape(),
                csv.header(),
                csv.skipLines(),
                csv.comment(),
                csv.trim(),
                InputFormat.Unexpected.IGNORE,
                csv.extraFields());
    }

    @Test
    void tellsWhatTheNewestPartHasThatCannotBeReconciled() {
        lake.setColumns(new Column("id", new ColumnType.Int(64), true), new Column("price", TEXT, false));
        assertThat(refusals()).as("an empty table").isEmpty();
        publish("a", "id,price\n1,x\n");
        lake.setColumns(
                new Column("id", new ColumnType.Int(64), true),
                new Column("price", new ColumnType.Decimal(9, 2), false),
                new Column("new", TEXT, true));

        assertThat(refusals())
                .containsExactly(
                        "datasets.t.columns: cannot be reconciled with those of s3://lake/tables/t/part-000000.parquet:"
                                + " column `price` is string in the table and decimal(9,2) in the configuration;"
                                + " column `new` is required, but the table has rows without it."
                                + " Take the change back, or give the dataset another name, and so a table of its own");
    }

    @Test
    void aColumnThatWentAndComesBackWithAnotherTypeIsFoundByALookAtAllParts() {
        var id = new Column("id", new ColumnType.Int(64), true);
        lake.setColumns(id, new Column("price", TEXT, false));
        publish("a", "id,price\n1,x\n");
        lake.setColumns(id);
        publish("b", "id\n2\n");
        lake.setColumns(id, new Column("price", new ColumnType.Decimal(9, 2), false));

        assertThat(refusals()).as("the newest part alone").isEmpty();
        var generations =
                new SchemaCheck(lake.lake()).generations(lake.dataset).await().indefinitely();
        assertThat(generations).hasSize(2);
        assertThat(generations.getFirst().conflicts()).isEmpty();
        assertThat(generations.getLast().parts()).isEqualTo(1);
        assertThat(generations.getLast().refusal(lake.dataset))
                .hasValueSatisfying(refusal -> assertThat(refusal.message())
                        .contains("part-000000.parquet: column `price` is string in the table and decimal(9,2)"));
    }

    /// A head that is appended to between the listing and the look must not pass unseen.
    @Test
    void aPartThatGrowsMeanwhileIsLookedAtAgain() {
        lake.setColumns(new Column("id", new ColumnType.Int(64), true));
        publish("a", "id\n1\n");
        var faulty = new FaultyStore(lake.memory);
        faulty.once(FaultyStore.When.BEFORE, FaultyStore.Call.READ, "tables/", () -> publish("b", "id\n2\n"));
        var growing = lake.lake().over(faulty);
        lake.setColumns(new Column("id", TEXT, true));

        var generations =
                new SchemaCheck(growing).generations(lake.dataset).await().indefinitely();

        assertThat(generations)
                .singleElement()
                .satisfies(one -> assertThat(one.conflicts()).hasSize(1));
    }

    @Test
    void otherPartitionsAreRefusedAndToldOfEachPart() {
        lake.setColumns(
                new Column("id", new ColumnType.Int(64), true),
                new Column("at", new ColumnType.Timestamp(TimestampUnit.MICROS, true), false));
        publish("a", "id,at\n1,2026-01-02\n");
        lake.configure(to -> to.partitions = List.of(new PartitionField("date", "at", Transform.DAY)));

        assertThat(refusals())
                .containsExactly("datasets.t.partitions: cannot be reconciled with those of"
                        + " s3://lake/tables/t/part-000000.parquet: the table has no partitions and the configuration"
                        + " folders `date=…`. Take the change back, or give the dataset another name, and so a table of"
                        + " its own");

        lake.convert(lake.land("b", "id,at\n2,2026-01-02\n3,2026-02-03\n4,\n"));
        for (var day : List.of("2026-01-02", "2026-02-03", "__HIVE_DEFAULT_PARTITION__")) {
            lake.compact("date=" + day);
        }
        assertThat(refusals()).as("the newest part alone").isEmpty();
        var generations =
                new SchemaCheck(lake.lake()).generations(lake.dataset).await().indefinitely();
        assertThat(generations).extracting(Generation::parts).containsExactly(3L, 1L);
        assertThat(generations.getFirst().conflicts()).isEmpty();
        assertThat(generations.getLast().refusal(lake.dataset)).isPresent();
    }

    private List<String> refusals() {
        return new SchemaCheck(lake.lake())
                .refusals(List.of(lake.dataset)).await().indefinitely().stream()
                        .map(SchemaCheck.Refusal::message)
                        .toList();
    }

    private void publish(String key, String text) {
        assertThat(lake.convert(lake.land(key, text)).rejected()).isZero();
        lake.compact();
    }

    private List<Optional<SealReason>> sealed() {
        return lake.list("tables/t/").stream()
                .map(info -> Part.open(lake.memory, 0, info).await().indefinitely())
                .map(Part::metadata)
                .map(PartMetadata::sealed)
                .toList();
    }

    /// As a reader sees them that matches columns by name, values joined by `|`, nulls left out.
    private List<String> rows(String columns) {
        var files = lake.list("tables/t/").stream().map(lake::bytes).toList();
        return DuckDb.byName(files, "select concat_ws('|', " + columns + ") from t order by id nulls last");
    }
}
