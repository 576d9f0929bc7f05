package io.lamella.core.parquet;

/// Sorts numbers by what they stand for. What is equal keeps its order.
final class StableSort {
    private StableSort() {}

    /// Compares two of the numbers.
    @FunctionalInterface
    interface Order {
        int compare(int a, int b);
    }

    /// The numbers from 0 to `count` - 1, sorted. Runs that are in order already cost one comparison.
    static int[] sorted(int count, Order order) {
        var from = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
        var to = new int[count];
        for (long width = 1; width < count; width *= 2) {
            for (long start = 0; start < count; start += 2 * width) {
                int middle = (int) Math.min(count, start + width);
                int end = (int) Math.min(count, start + 2 * width);
                merge(from, (int) start, middle, end, to, order);
            }
            var swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void merge(int[] from, int start, int middle, int end, int[] to, Order order) {
        if (middle == end || order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takesLeft = right == end || left < middle && order.compare(from[left], from[right]) <= 0;
            to[at] = takesLeft ? from[left++] : from[right++];
        }
    }
}
