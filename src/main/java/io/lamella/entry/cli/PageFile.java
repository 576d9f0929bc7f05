package io.lamella.entry.cli;

import io.lamella.core.parquet.ChunkLayout;
import io.lamella.core.table.Snapshot;
import io.lamella.entry.cli.page.PageContent;
import io.lamella.entry.cli.page.PartPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The HTML page of a Parquet file.
record PageFile(ParquetFile file) {
    /// @param out replaced if it is there, unless it is the file that is drawn
    void write(Path out) throws IOException {
        if (file.file() instanceof FileBytes.Local local) {
            OutputFile.requireOther(List.of(local.path()), out);
        }
        var html = html().getBytes(StandardCharsets.UTF_8);
        try (var page = OutputFile.create(out)) {
            page.write(List.of(ByteBuffer.wrap(html)));
            page.publish();
        }
    }

    String html() throws IOException {
        return new PartPage(content()).html();
    }

    private PageContent content() throws IOException {
        var inspection = file.inspection();
        return new PageContent(
                file.file().name(),
                inspection,
                ColumnSummaries.of(inspection),
                chunks(),
                file.part(),
                file.ledger(),
                snapshots());
    }

    private List<Snapshot> snapshots() throws IOException {
        return file.part().isPresent() ? file.snapshots() : List.of();
    }

    private List<List<ChunkLayout>> chunks() throws IOException {
        var chunks = new ArrayList<List<ChunkLayout>>();
        for (int group = 0; group < file.footer().rowGroups().size(); group++) {
            chunks.add(group < PageContent.DRAWN_ROW_GROUPS ? file.pages(group) : ChunkLayout.of(file.footer(), group));
        }
        return chunks;
    }
}
