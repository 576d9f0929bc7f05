package io.lamella.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.LakeKeys;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// Reads the table with DuckDB, past the proxies, again and again, and holds each look against those before: no row twice, no
/// row mangled or in another folder, and nothing gone that was there.
///
/// It lists the table first. Files that grew meanwhile are read by the length that was listed, or by the row groups that the
/// newest footer lists within that length, as engines do that plan splits.
final class TableReader implements AutoCloseable {
    private static final String PAYLOAD = "md5(id || '.0') || md5(id || '.1') || md5(id || '.2') || md5(id || '.3')";

    private final LakeStore lake;
    private final Path folder;
    private final Connection duckDb;
    private final Map<Location, Read> before = new HashMap<>();
    private BitSet shown = new BitSet();
    private int looks;

    /// The ids in one version of a file.
    private record Read(String etag, BitSet ids) {}

    /// @param folder for files that are being read
    TableReader(ObjectStore store, String bucket, Path folder) throws SQLException {
        this.lake = new LakeStore(store, bucket, new LakeKeys(""));
        this.folder = folder;
        this.duckDb = DriverManager.getConnection("jdbc:duckdb:");
    }

    synchronized int looks() {
        return looks;
    }

    /// Looks, and answers the ids of all rows.
    synchronized BitSet look() throws SQLException, IOException {
        var found = new BitSet();
        for (var file : Listing.of(lake, lake.keys().table(Landed.DATASET))) {
            var ids = read(file);
            assertThat(found.intersects(ids))
                    .as("rows of %s are in another file, too", file)
                    .isFalse();
            found.or(ids);
        }
        var gone = (BitSet) shown.clone();
        gone.andNot(found);
        assertThat(gone.stream().boxed()).as("rows that are gone").isEmpty();
        shown = found;
        looks++;
        return (BitSet) found.clone();
    }

    private BitSet read(ObjectInfo listed) throws SQLException, IOException {
        var known = before.get(listed.location());
        if (known != null && known.etag().equals(listed.etag())) {
            return known.ids();
        }
        var now = lake.store().get(listed.location()).await().indefinitely();
        var ids = looks % 2 == 0 ? byLength(now.bytes(), listed) : bySplits(now.bytes(), listed);
        before.put(listed.location(), new Read(listed.etag(), ids));
        return ids;
    }

    private BitSet byLength(ByteBuffer now, ObjectInfo listed) throws SQLException, IOException {
        return ids(write(now.slice(0, Math.toIntExact(listed.size()))), listed, Long.MAX_VALUE);
    }

    private BitSet bySplits(ByteBuffer now, ObjectInfo listed) throws SQLException, IOException {
        var file = write(now);
        try (var statement = duckDb.createStatement();
                var rows = statement.executeQuery("""
                        select coalesce(sum(rows), 0) from (
                            select row_group_id, any_value(row_group_num_rows) as rows from parquet_metadata('%s')
                            group by row_group_id having min(data_page_offset) < %d)""".formatted(file, listed.size()))) {
            rows.next();
            return ids(file, listed, rows.getLong(1));
        }
    }

    private Path write(ByteBuffer bytes) throws IOException {
        var file = folder.resolve("look.parquet");
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        return Files.write(file, content);
    }

    /// @param count rows from the beginning that are read
    private BitSet ids(Path file, ObjectInfo listed, long count) throws SQLException {
        var ids = new BitSet();
        try (var statement = duckDb.createStatement();
                var rows = statement.executeQuery("""
                        select id, payload is not distinct from %s from read_parquet('%s', file_row_number = true)
                        where file_row_number < %d""".formatted(PAYLOAD, file, count))) {
            while (rows.next()) {
                int id = rows.getInt(1);
                assertThat(rows.getBoolean(2))
                        .as("row %d of %s is right", id, listed)
                        .isTrue();
                assertThat(ids.get(id)).as("row %d is twice in %s", id, listed).isFalse();
                assertThat(listed.location().key()).contains("/folder=" + id % Landed.FOLDERS + "/");
                ids.set(id);
            }
        }
        return ids;
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
