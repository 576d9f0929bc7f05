package io.lamella.bench;

import java.util.List;
import java.util.stream.IntStream;

/// Numbers and nothing else: integers, decimals and floating-point numbers in turn.
final class NumberWorkload extends Workload {
    private static final List<Column> KINDS = List.of(
            new Column("i", "int64", "BIGINT"),
            new Column("d", "decimal(18,2)", "DECIMAL(18,2)"),
            new Column("s", "int32", "INTEGER"),
            new Column("f", "double", "DOUBLE"));

    private final int columns;

    NumberWorkload(String name, int columns) {
        super(
                name,
                Format.CSV,
                IntStream.range(0, columns).mapToObj(NumberWorkload::column).toList());
        this.columns = columns;
    }

    private static Column column(int number) {
        var kind = KINDS.get(number % KINDS.size());
        return new Column(kind.name() + number, kind.type(), kind.duckDbType());
    }

    @Override
    void row(long number) {
        for (int column = 0; column < columns; column++) {
            if (column > 0) {
                text.append(',');
            }
            switch (column % KINDS.size()) {
                case 0 -> text.append(number * 31 + random.nextInt(1000));
                case 1 -> amount(random.nextLong(10_000_000));
                case 2 -> text.append(random.nextInt(1000) - 500);
                default -> text.append(random.nextInt(1_000_000) / 1024.0);
            }
        }
        text.append('\n');
    }
}
