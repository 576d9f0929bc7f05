package io.lamella.bench;

import java.util.List;

/// Long texts of words, with a key.
final class TextWorkload extends Workload {
    private static final int WORDS = 5000;
    private static final int MAX_WORDS = 200;

    private final String[] words = new String[WORDS];

    TextWorkload() {
        super(
                "texts",
                Format.CSV,
                List.of(new Column("id", "int64", "BIGINT"), new Column("body", "string", "VARCHAR")));
        for (int i = 0; i < WORDS; i++) {
            var word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words[i] = word.toString();
        }
    }

    @Override
    void row(long number) {
        text.append(number).append(",\"");
        for (int left = 1 + random.nextInt(MAX_WORDS); left > 0; left--) {
            text.append(words[random.nextInt(1 + random.nextInt(WORDS))]).append(left % 12 == 0 ? ", " : " ");
        }
        text.append("\"\n");
    }
}
