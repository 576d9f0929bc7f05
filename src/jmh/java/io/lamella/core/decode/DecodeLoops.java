package io.lamella.core.decode;

import io.lamella.bench.EventSample;
import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Field;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The loops of decoding, each over one full block of rows.
@State(Scope.Thread)
public class DecodeLoops {
    private final EventSample csv = EventSample.csv(Vector.CAPACITY);
    private final EventSample ndJson = EventSample.ndJson(Vector.CAPACITY);
    private final FieldBlock csvBlock = block(csv);
    private final FieldBlock ndJsonBlock = block(ndJson);
    private final ColumnParsers parsers =
            new ColumnParsers(csv.dataset().columns(), false, InputFormat.Unexpected.IGNORE);
    private final @Nullable Fault[] faults = new @Nullable Fault[Vector.CAPACITY];

    private final FieldBlock times = fields(number -> "2026-01-01 %02d:%02d:%02d.%03d"
            .formatted(number / 3600 % 24, number / 60 % 60, number % 60, number % 1000));
    private final TimestampParser timestamps;

    private final FieldBlock prices;
    private final DecimalParser decimals;

    /// Fills what is parsed and tokenized with the same rows whenever it is made.
    public DecodeLoops() {
        var time = new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true);
        timestamps = new TimestampParser(ColumnSource.of(new Column("time", time, false)), time);
        var random = new SplittableRandom(42);
        var price = new ColumnType.Decimal(18, 8);
        prices = fields(_ -> "%d.%02d".formatted(random.nextInt(300), random.nextInt(100)));
        decimals = new DecimalParser(ColumnSource.of(new Column("price", price, false)), price);
    }

    private static FieldBlock block(EventSample sample) {
        var block = new FieldBlock(sample.dataset().columns().size(), Vector.CAPACITY);
        block.growText(sample.text().length);
        System.arraycopy(sample.text(), 0, block.data, 0, sample.text().length);
        return block;
    }

    private static FieldBlock fields(IntFunction<String> text) {
        return Field.block(IntStream.range(0, Vector.CAPACITY)
                .mapToObj(number -> Field.plain(text.apply(number)))
                .toArray(Field[]::new));
    }

    /// Tokenizes once, so that there is something to parse.
    @Setup
    public void prepare() {
        csvTokenizer();
        ndJsonTokenizer();
        parsers.vectors().forEach(vector -> vector.reserve(Vector.CAPACITY));
        timestamps.vector().reserve(Vector.CAPACITY);
        decimals.vector().reserve(Vector.CAPACITY);
    }

    @Benchmark
    public int csvTokenizer() {
        var tokenizer = new CsvTokenizer(
                (InputFormat.Csv) csv.dataset().format(), csv.dataset().columns(), 1);
        return tokenizer.tokenize(csvBlock, 0, csv.text().length, true);
    }

    @Benchmark
    public int ndJsonTokenizer() {
        var tokenizer = new NdJsonTokenizer(
                (InputFormat.NdJson) ndJson.dataset().format(), ndJson.dataset().columns(), 1);
        return tokenizer.tokenize(ndJsonBlock, 0, ndJson.text().length, true);
    }

    /// All nine columns of an event.
    @Benchmark
    public Object allParsers() {
        Arrays.fill(faults, null);
        parsers.parse(csvBlock, faults);
        return parsers.vectors();
    }

    @Benchmark
    public Object timestampParser() {
        timestamps.parse(times, 0, faults);
        return timestamps.vector();
    }

    @Benchmark
    public Object decimalParser() {
        decimals.parse(prices, 0, faults);
        return decimals.vector();
    }
}
