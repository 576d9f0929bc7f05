package io.lamella.simulation;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.parquet.Codec;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.SourcePattern;
import io.lamella.entry.wiring.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The configurations of a run: the one in force, and the one that takes its place.
record Settings(Config old, Config young) {
    static final String LAKE = "lake";

    /// Parts that are rewritten while others append to them.
    private static final Dataset.Sizes OPEN_FOR_LONG = new Dataset.Sizes(1024 * 1024, 1024 * 1024, 128, 1024 * 1024);

    private static final WriterSettings WRITER = new WriterSettings(Codec.NONE, 1, 1024, 20, 1024);

    static Settings of(Choices choices) {
        var lake = new Lake(
                LAKE,
                choices.oneOf("", "", "lamella/dev/"),
                choices.oneOf(Duration.ofSeconds(1), Duration.ofMinutes(10)));
        boolean changes = choices.below(3) > 0;
        var old = dataset(choices, choices.below(2) == 1, false);
        var young = changes ? dataset(choices, choices.below(2) == 1, choices.below(2) == 1) : old;
        return new Settings(new Config(lake, List.of(old)), new Config(lake, List.of(young)));
    }

    private static Dataset dataset(Choices choices, boolean partitioned, boolean more) {
        var columns = new ArrayList<>(List.of(
                column("id", new ColumnType.Int(64), true),
                column("p", new ColumnType.Text(), false),
                column("name", new ColumnType.Text(), false)));
        if (more) {
            columns.add(column("more", new ColumnType.Text(), false));
        }
        boolean settles = choices.below(5) == 1;
        return new Dataset(
                Sources.DATASET,
                List.of(new SourcePattern(Sources.BUCKET, "**")),
                InputFormat.Csv.DEFAULT,
                columns,
                partitioned && !settles
                        ? List.of(new PartitionField("p", "p", PartitionField.Transform.IDENTITY))
                        : List.of(),
                settles ? Duration.ZERO : choices.oneOf(Duration.ZERO, Duration.ofMinutes(10)),
                settles ? OPEN_FOR_LONG : sizes(choices),
                WRITER,
                choices.oneOf(
                        Dataset.BadRows.ANY,
                        Dataset.BadRows.ANY,
                        new Dataset.BadRows(Optional.of(2L), Optional.empty())),
                false,
                choices.oneOf(
                        Dataset.AppendMode.ALWAYS,
                        Dataset.AppendMode.ALWAYS,
                        Dataset.AppendMode.ALWAYS,
                        Dataset.AppendMode.NEVER),
                choices.oneOf(Optional.<Duration>empty(), Optional.of(Duration.ofHours(1))),
                settles
                        ? Optional.of(
                                new Dataset.Settle(choices.oneOf(Duration.ofSeconds(1), Duration.ofDays(1)), 0, 24))
                        : Optional.empty());
    }

    private static Dataset.Sizes sizes(Choices choices) {
        return new Dataset.Sizes(
                choices.oneOf(1024 * 1024, 200, 1500),
                choices.oneOf(1024 * 1024, 1, 4_000, 12_000),
                choices.oneOf(128, 1, 2, 5),
                choices.oneOf(1024 * 1024, 2_000),
                choices.oneOf(1024 * 1024, 1024 * 1024, 1024 * 1024, 1024 * 1024, 60, 200));
    }

    /// Whether cold parts may be rewritten.
    boolean settles() {
        return Stream.of(old, young)
                .anyMatch(config -> config.datasets().getFirst().settle().isPresent());
    }

    private static ColumnSource column(String name, ColumnType type, boolean required) {
        return ColumnSource.of(new Column(name, type, required));
    }
}
