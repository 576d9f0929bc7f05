package io.lamella.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which files of a folder are merged with each other: arithmetic on sizes, nothing else.
///
/// @param targetBytes what a merged file has at most
public record MergePlanner(long targetBytes) {
    /// Files that one takes the place of: their names and versions take a megabyte in it, before compression.
    static final int MAX_FILES = 10_000;

    /// Row groups that are copied into one file as they are, since a footer tells of each.
    static final int MAX_COPIED = 5_000;

    /// A file that could be merged.
    ///
    /// @param copied its row groups that would be copied as they are
    /// @param merged whether it is itself the result of a merge
    public record Candidate(long bytes, int copied, boolean merged) {}

    /// A file of half the target or more is big enough. Two of less always fit into one, so merged files have more than half
    /// the target and are left alone from then on, but for the last of a folder, and where encoding anew made less of them.
    public boolean isBigEnough(long bytes) {
        return bytes * 2 >= targetBytes;
    }

    /// The batches, each of two files or more, as places in the list. Files are taken in its order.
    ///
    /// What was merged once is merged again only if that is worth it: with a target of 512 MB, a merged file of 90 MB waits until
    /// 45 MB have come that can join it. So however many files come, no byte is written more often than the sizes double.
    public List<List<Integer>> batches(List<Candidate> files) {
        var batches = new ArrayList<List<Integer>>();
        var open = new ArrayList<Integer>();
        long bytes = 0;
        int copied = 0;
        for (int i : chosen(files)) {
            var file = files.get(i);
            boolean full = open.size() == MAX_FILES
                    || bytes + file.bytes() > targetBytes
                    || copied + file.copied() > MAX_COPIED;
            if (full) {
                close(open, batches);
                bytes = 0;
                copied = 0;
            }
            open.add(i);
            bytes += file.bytes();
            copied += file.copied();
        }
        close(open, batches);
        return batches;
    }

    private static void close(List<Integer> open, List<List<Integer>> batches) {
        if (open.size() > 1) {
            batches.add(List.copyOf(open));
        }
        open.clear();
    }

    private List<Integer> chosen(List<Candidate> files) {
        var small = IntStream.range(0, files.size())
                .filter(i -> !isBigEnough(files.get(i).bytes()))
                .boxed()
                .toList();
        long fresh = small.stream()
                .map(files::get)
                .filter(file -> !file.merged())
                .mapToLong(Candidate::bytes)
                .sum();
        long limit = largestMerged(
                fresh,
                small.stream()
                        .map(files::get)
                        .filter(Candidate::merged)
                        .map(Candidate::bytes)
                        .sorted(Comparator.naturalOrder())
                        .toList());
        return small.stream()
                .filter(i -> !files.get(i).merged() || files.get(i).bytes() <= limit)
                .toList();
    }

    /// The size up to which merged files join: the largest that has at most twice the bytes of all that are smaller or new.
    private static long largestMerged(long fresh, List<Long> ascending) {
        long others = fresh;
        long limit = -1;
        for (long bytes : ascending) {
            if (bytes <= 2 * others) {
                limit = bytes;
            }
            others += bytes;
        }
        return limit;
    }
}
