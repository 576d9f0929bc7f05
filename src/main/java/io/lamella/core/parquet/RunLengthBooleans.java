package io.lamella.core.parquet;

/// Booleans in runs.
final class RunLengthBooleans extends PageValues {
    private final RunLengthDecoder runs;
    private final int[] some = new int[1024];

    RunLengthBooleans(ByteCursor in) {
        runs = new RunLengthDecoder(in, 1);
    }

    @Override
    void read(long[] into, int from, int count) {
        for (int done = 0; done < count; ) {
            int n = Math.min(some.length, count - done);
            runs.read(some, 0, n);
            for (int i = 0; i < n; i++) {
                into[from + done + i] = some[i];
            }
            done += n;
        }
    }
}
