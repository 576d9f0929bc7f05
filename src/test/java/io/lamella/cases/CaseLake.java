package io.lamella.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetRows;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SourcePattern;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes one file through the pipeline: from landing, by way of a staged file, to a part, and reads that back.
final class CaseLake {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LANDING = "landing";
    private static final String LAKE = "lake";
    private static final String DATASET = "case";
    private static final Instant NOW = Instant.EPOCH;

    private final MemoryStore store = new MemoryStore(() -> NOW);
    private final LakeStore lake = new LakeStore(store, LAKE, new LakeKeys(""));
    private final Dataset dataset;

    private CaseLake(InputFormat format, List<ColumnSource> columns) {
        dataset = new Dataset(
                DATASET,
                List.of(new SourcePattern(LANDING, "**")),
                format,
                columns,
                List.of(),
                Duration.ZERO,
                Dataset.Sizes.DEFAULT,
                WriterSettings.DEFAULT,
                Dataset.BadRows.ANY,
                false,
                Dataset.AppendMode.ALWAYS,
                Optional.empty(),
                Optional.empty());
    }

    /// What became of a file.
    ///
    /// @param rows of the table, as text; empty where a value is null
    /// @param quarantine the lines of the quarantine file
    record Landed(Receipt receipt, List<List<Optional<String>>> rows, List<JsonNode> quarantine) {
        boolean isRefused() {
            return receipt.outcome() == Receipt.Outcome.REFUSED;
        }
    }

    static Landed land(Path file, InputFormat format, List<ColumnSource> columns) throws IOException {
        var lake = new CaseLake(format, columns);
        var receipt = lake.ingest(Files.readAllBytes(file));
        lake.compact();
        return new Landed(receipt, lake.rows(), lake.quarantine());
    }

    private Receipt ingest(byte[] bytes) {
        var etag = store.put(new Location(LANDING, "object"), ByteBuffer.wrap(bytes), Condition.ALWAYS)
                .await()
                .indefinitely();
        var task = SliceTask.whole(DATASET, new SourceObject(LANDING, "object", etag, bytes.length));
        var settings = new Ingest.Settings(() -> NOW, () -> "attempt", Runnable::run, 64L * 1024 * 1024);
        return new Ingest(store, lake, CaseLake::ignore, settings)
                .convert(task, dataset)
                .await()
                .indefinitely();
    }

    private void compact() {
        var requests = new Compact.Requests(CaseLake::ignore, CaseLake::ignore, Duration.ZERO);
        new Compact(lake, requests, () -> NOW, Runnable::run)
                .compact(new MergeRequest(DATASET, ""), dataset, NOW.plus(Duration.ofMinutes(15)))
                .await()
                .indefinitely();
    }

    private static Uni<Void> ignore(MergeRequest request) {
        return Uni.createFrom().voidItem();
    }

    private List<List<Optional<String>>> rows() {
        var all = new ArrayList<List<Optional<String>>>();
        for (var part : list(lake.keys().table(DATASET))) {
            var bytes = bytes(part);
            var footer = Footer.parse(bytes, bytes.remaining());
            for (var group : footer.rowGroups()) {
                var content = bytes.slice(
                        Math.toIntExact(group.range().offset()),
                        Math.toIntExact(group.range().length()));
                var rows = new ParquetRows(footer, group.ordinal(), content, Checksums.VERIFY);
                while (rows.next()) {
                    all.add(rows.values());
                }
            }
        }
        return all;
    }

    private List<JsonNode> quarantine() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var file : list(lake.keys().quarantine(DATASET))) {
            var text = StandardCharsets.UTF_8.decode(bytes(file)).toString();
            for (var line : text.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private List<ObjectInfo> list(String prefix) {
        return store.list(LAKE, prefix).collect().asList().await().indefinitely();
    }

    private ByteBuffer bytes(ObjectInfo info) {
        return store.get(info.location()).await().indefinitely().bytes().slice();
    }
}
