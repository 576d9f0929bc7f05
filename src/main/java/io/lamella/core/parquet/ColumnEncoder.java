package io.lamella.core.parquet;

import io.lamella.core.column.LeafVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.LeafColumn;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// Encodes one column, chunk after chunk.
///
/// Values of the open page are kept until it is full: only then is it known how they are best encoded. A chunk begins with a
/// dictionary, which is given up when it turns out not to pay, or when it grows too big; what was encoded with it stays.
///
/// The levels of a flat column are one bit a row: what counts as a row there is an entry of a nested column.
abstract sealed class ColumnEncoder permits LongColumnEncoder, BytesColumnEncoder {
    /// So many values show whether a dictionary pays; fewer do if there are no more.
    private static final int TRIAL_VALUES = 1000;

    final WriterSettings settings;
    final ValueEncoding encoding;
    final ValueOrder order;
    final DefinitionLevels levels = new DefinitionLevels();
    private final LeafColumn column;

    /// Of columns that are not flat.
    private final @Nullable EntryLevels entries;

    private final PageWriter writer;

    /// Of columns that have Bloom filters.
    private final @Nullable FilteredValues filter;

    private OpenChunk chunk;
    private boolean dictionaryOpen;
    private boolean dictionaryOnTrial;
    private boolean dictionaryUsed;

    ColumnEncoder(LeafColumn column, WriterSettings settings, PageWriter writer) {
        this.column = column;
        entries = column.isFlat() ? null : new EntryLevels(column.maxDefinition(), column.maxRepetition());
        this.settings = settings;
        encoding = settings.encoding(column);
        this.writer = writer;
        order = ValueOrder.of(column.type());
        filter = settings.bloomFilter(column)
                .map(wanted -> new FilteredValues(column.type().storage(), wanted))
                .orElse(null);
        chunk = new OpenChunk(order);
        openDictionary();
    }

    private void openDictionary() {
        dictionaryOpen = encoding.mayBeDictionary() && settings.dictionaryBytes() > 0 && hasDictionary();
        dictionaryOnTrial = encoding == ValueEncoding.AUTO;
        dictionaryUsed = false;
    }

    /// Appends the rows at `from` to `to` - 1 of `rows`.
    abstract void append(Vector vector, int[] rows, int from, int to);

    /// Appends whole rows of a nested column; a page ends only where a row ends. Values that are long, or lists, may make one
    /// longer than others.
    ///
    /// @param from the first entry
    /// @param to behind the last entry
    /// @param firstValue the place of the first value of the entries among the leaf's
    final void append(LeafVector leaf, int from, int to, int firstValue) {
        var open = nested();
        int value = firstValue;
        for (int at = from; at < to; ) {
            if (levels.rows() >= settings.pageRows() || isFull()) {
                closePage();
            }
            int end = leaf.endOfRow(at, to);
            int present = leaf.valuesIn(at, end);
            appendValues(leaf.values, value, present);
            open.add(leaf, at, end);
            levels.count(end - at, present);
            value += present;
            at = end;
        }
    }

    private EntryLevels nested() {
        if (entries == null) {
            throw new IllegalArgumentException("column " + column.name() + " is not nested");
        }
        return entries;
    }

    /// Appends values to the open page, however full it is.
    abstract void appendValues(ScalarVector vector, int from, int count);

    /// Whether the values of the open page are so many that it should be closed.
    abstract boolean isFull();

    /// Whether this column may have a dictionary at all.
    abstract boolean hasDictionary();

    /// Encodes the values of the open page as ids.
    abstract void encodeIds(ByteSink body);

    /// Encodes the values of the open page without the dictionary.
    abstract Encoding encodeDirectly(ByteSink body);

    /// Whether the dictionary is worth having.
    ///
    /// @param body that ends with the ids of the open page, and may be written beyond them for comparison
    /// @param ids where they begin
    /// @param trial of the chunk so far, the open page with it
    abstract boolean dictionaryPays(ByteSink body, int ids, DictionaryTrial trial);

    /// Writes the dictionary's values plainly.
    abstract void encodeDictionary(ByteSink body);

    abstract int dictionarySize();

    /// How many distinct values are among the first `count` of the open page, when it is the first and its ids are encoded.
    abstract int distinctAmong(int count);

    /// Of the dictionary's values, plainly.
    abstract long dictionaryBytes();

    /// Heap that the dictionary takes.
    abstract long dictionaryHeldBytes();

    /// Forgets the dictionary's values, and gives its memory back.
    abstract void clearDictionary();

    /// Shows a filter the values of the open page, which are encoded without the dictionary.
    abstract void filterValues(FilteredValues to);

    /// Shows a filter the dictionary's values.
    abstract void filterDictionary(FilteredValues to);

    /// The bounds of the open page.
    abstract Optional<Bounds> bounds();

    /// What the values of the open page would take without any encoding.
    abstract long openPlainBytes();

    /// Forgets the values of the open page.
    abstract void clearPage();

    /// Whether values go into the dictionary.
    final boolean usesDictionary() {
        return dictionaryOpen;
    }

    final boolean dictionaryOutgrown() {
        return dictionaryBytes() > settings.dictionaryBytes();
    }

    /// To be called when rows have been added to the levels.
    final void checkNulls() {
        if (column.isRequired() && levels.nulls() > 0) {
            throw new IllegalArgumentException("column " + column.name() + " is required but a row has no value");
        }
    }

    final void closePage() {
        closePage(false);
    }

    final CompressionCodec codec() {
        return writer.codec();
    }

    /// Whether finished pages may be taken over: the chunk has no dictionary, or nothing yet that could have shown that it pays.
    final boolean takesPages() {
        return !dictionaryOpen || chunk.rows() + levels.rows() == 0;
    }

    /// Whether a finished page has an encoding that may be here.
    final boolean allows(FinishedPage finished) {
        boolean givesUp = encoding == ValueEncoding.DICTIONARY && dictionaryOpen;
        return !givesUp && encoding.takes(finished.page().encoding(), settings.compatibility());
    }

    /// Which values of pages that are taken over are to be shown; empty if there is no Bloom filter.
    final Optional<FilteredValues> filter() {
        return Optional.ofNullable(filter);
    }

    /// Takes over a finished page whose values need no dictionary.
    final void take(FinishedPage finished) {
        if (dictionaryOpen) {
            giveDictionaryUp();
        }
        if (levels.rows() > 0) {
            closePage();
        }
        chunk.add(
                PendingPage.of(finished.page()),
                finished.values(),
                finished.page().uncompressedBytes(),
                finished.bounds());
    }

    private void closePage(boolean last) {
        var body = writer.begin();
        int rows = encodeLevels(body);
        // Bounds come last: a dictionary that was given up has put its values back by then.
        var written = levels.values() == 0 ? Encoding.PLAIN : encodeValues(body, last);
        if (filter != null && levels.values() > 0 && written != Encoding.RLE_DICTIONARY) {
            filterValues(filter);
        }
        var bounds = bounds();
        chunk.add(writer.finishData(written, rows, levels.rows()), levels.values(), openPlainBytes(), bounds);
        levels.clear();
        if (entries != null) {
            entries.clear();
        }
        clearPage();
        if (dictionaryOpen && dictionaryOutgrown()) {
            dictionaryOpen = false;
        }
    }

    /// Answers how many rows the page has.
    private int encodeLevels(ByteSink body) {
        if (entries != null) {
            entries.encode(writer.ids(levels.rows()), body);
            return entries.rows();
        }
        if (!column.isRequired()) {
            levels.encode(body);
        }
        return levels.rows();
    }

    private Encoding encodeValues(ByteSink body, boolean last) {
        if (!dictionaryOpen) {
            return encodeDirectly(body);
        }
        int ids = body.size;
        encodeIds(body);
        int idsEnd = body.size;
        if (trialEnds(last) && !dictionaryPays(body, ids, trial(last))) {
            body.size = ids;
            var direct = encodeDirectly(body);
            giveDictionaryUp();
            return direct;
        }
        body.size = idsEnd;
        dictionaryUsed = true;
        return Encoding.RLE_DICTIONARY;
    }

    private DictionaryTrial trial(boolean last) {
        boolean foretells = !last && chunk.values() == 0;
        return new DictionaryTrial(
                Math.toIntExact(chunk.values() + levels.values()),
                foretells ? distinctAmong(levels.values() / 2) : 0,
                dictionarySize(),
                chunk.plainBytes() + openPlainBytes(),
                dictionaryBytes());
    }

    private boolean trialEnds(boolean last) {
        if (dictionaryOnTrial && (last || chunk.values() + levels.values() >= TRIAL_VALUES || dictionaryOutgrown())) {
            dictionaryOnTrial = false;
            return true;
        }
        return false;
    }

    private void giveDictionaryUp() {
        dictionaryOpen = false;
        if (!dictionaryUsed) {
            clearDictionary();
        }
    }

    /// Finishes the chunk and begins the next one.
    final EncodedChunk finish() {
        if (levels.rows() > 0) {
            closePage(true);
        }
        if (filter != null && dictionaryUsed) {
            filterDictionary(filter);
        }
        var encoded = chunk.finish(
                dictionaryUsed ? Optional.of(dictionaryPage()) : Optional.empty(),
                filter().flatMap(FilteredValues::finish));
        chunk = new OpenChunk(order);
        clearDictionary();
        openDictionary();
        return encoded;
    }

    private PendingPage dictionaryPage() {
        encodeDictionary(writer.begin());
        return writer.finishDictionary(dictionarySize());
    }

    /// Heap that the open chunk holds.
    final long bufferedBytes() {
        long open = entries == null ? levels.rows() : entries.heldBytes();
        long filtered = filter == null ? 0 : filter.heldBytes();
        return chunk.bytes() + chunk.pendingPlainBytes() + open + openPlainBytes() + dictionaryHeldBytes() + filtered;
    }

    /// What the chunk would come to if it were finished now: pages that are not settled as those before them.
    final long encodedBytes() {
        double guess = writer.codec() == CompressionCodec.UNCOMPRESSED ? 1 : 0.5;
        long settled = chunk.bytes();
        long settledPlain = chunk.plainBytes() - chunk.pendingPlainBytes();
        double ratio = settledPlain == 0 ? guess : (double) settled / settledPlain;
        return settled + (long) ((chunk.pendingPlainBytes() + openPlainBytes()) * ratio + dictionaryBytes() * guess);
    }
}
