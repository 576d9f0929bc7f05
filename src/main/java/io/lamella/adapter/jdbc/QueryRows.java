package io.lamella.adapter.jdbc;

import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.FieldRows;
import io.lamella.core.decode.RowSource;
import io.lamella.core.table.Dataset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a result, fetched as they are asked for.
final class QueryRows implements RowSource {
    private static final byte[] ZERO_DATE = "0000-00-00".getBytes(StandardCharsets.US_ASCII);

    private final Query query;
    private final Connection connection;
    private final ResultSet result;
    private final List<ResultColumns.Matched> columns;
    private final FieldRows rows;

    QueryRows(
            Query query,
            Connection connection,
            ResultSet result,
            List<ResultColumns.Matched> columns,
            Dataset dataset) {
        this.query = query;
        this.connection = connection;
        this.result = result;
        this.columns = List.copyOf(columns);
        this.rows = new FieldRows(
                columns.stream().map(ResultColumns.Matched::column).toList(),
                dataset.format().maxRowBytes());
    }

    @Override
    public boolean advance(BatchSink sink) {
        boolean more = fetch();
        rows.handOn(sink);
        return more;
    }

    private boolean fetch() {
        try {
            while (result.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    rows.put(i, value(columns.get(i)));
                }
                if (rows.endRow()) {
                    return true;
                }
            }
            // The transaction ends with the last row, rather than when all is uploaded.
            Connections.close(connection);
            return false;
        } catch (SQLException e) {
            throw query.failed("the result broke off", e);
        }
    }

    private byte @Nullable [] value(ResultColumns.Matched column) throws SQLException {
        var text = column.text().read(result, column.number());
        return text != null && column.mayBeZero() && isZero(text) ? null : text;
    }

    private boolean isZero(byte[] text) {
        return query.reading().zeroDates() == Query.ZeroDates.NULL
                && text.length >= ZERO_DATE.length
                && Arrays.equals(text, 0, ZERO_DATE.length, ZERO_DATE, 0, ZERO_DATE.length);
    }

    @Override
    public long decodedBytes() {
        return rows.handedOnBytes();
    }

    @Override
    public void close() {
        Connections.abort(connection);
    }
}
