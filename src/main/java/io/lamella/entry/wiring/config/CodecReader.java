package io.lamella.entry.wiring.config;

import io.lamella.core.parquet.Codec;
import io.lamella.core.parquet.WriterSettings;
import java.util.Optional;

/// `codec:`, with a level in parentheses where the codec has levels.
final class CodecReader {
    /// What gzip itself takes if not told otherwise.
    private static final int GZIP_LEVEL = 6;

    private CodecReader() {}

    static Optional<WriterSettings> read(Value value) {
        return value.parsed(CodecReader::parse);
    }

    private static WriterSettings parse(String text) {
        Call call = Call.parse(text, "zstd(3)");
        Codec codec = Choice.of(Codec.class, "codec", call.name());
        int level = switch (codec) {
            case ZSTD -> level(call, WriterSettings.DEFAULT.level(), 19);
            case GZIP -> level(call, GZIP_LEVEL, 9);
            case SNAPPY, NONE -> noLevel(call);
        };
        WriterSettings defaults = WriterSettings.DEFAULT;
        return new WriterSettings(codec, level, defaults.pageBytes(), defaults.pageRows(), defaults.dictionaryBytes());
    }

    private static int level(Call call, int otherwise, int max) {
        if (call.arguments().isEmpty()) {
            return otherwise;
        }
        String argument = String.join(",", call.arguments());
        if (!argument.matches("[0-9]{1,3}") || Integer.parseInt(argument) < 1 || Integer.parseInt(argument) > max) {
            throw new IllegalArgumentException(
                    "the level of `" + call.name() + "` must be 1 to " + max + " but is `" + argument + "`");
        }
        return Integer.parseInt(argument);
    }

    private static int noLevel(Call call) {
        if (!call.arguments().isEmpty()) {
            throw new IllegalArgumentException("`" + call.name() + "` has no levels; write `" + call.name() + "`");
        }
        return 0;
    }
}
