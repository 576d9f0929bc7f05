package io.lamella.entry.wiring.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A value of the file, and where it stands.
///
/// What is asked of it and does not hold is noted among the problems, and the answer is empty: the caller goes on with
/// something else, because in the end the whole file is refused anyway.
///
/// @param key where the value is introduced: its key, or the value itself where it has none
/// @param path the keys that lead to it
record Value(Node node, Mark key, String path, Problems problems) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern YES = Pattern.compile("(?i)yes|on|true");
    private static final Pattern CLOSE_COLON = Pattern.compile("[^\\s:]+:[^\\s:/][\\s\\S]*");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");

    /// A key and its value.
    record Entry(String key, Value value) {}

    static Value root(Node node, Problems problems) {
        return new Value(node, node.getStartMark(), "", problems);
    }

    void problem(String message) {
        problems.add(node.getStartMark(), path, message);
    }

    /// Says what is wrong with the entry rather than with what stands there.
    void problemAtKey(String message) {
        problems.add(key, path, message);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isEmptyList() {
        return node instanceof SequenceNode sequence && sequence.getValue().isEmpty();
    }

    Optional<String> text() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return Optional.of(scalar.getValue());
        }
        boolean quotable =
                node instanceof ScalarNode scalar && !scalar.getValue().isEmpty();
        return mustBe("text", quotable ? "; put it in quotes" : "");
    }

    Optional<Boolean> flag() {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            if (text.equals("true") || text.equals("false")) {
                return Optional.of(text.equals("true"));
            }
        }
        return mustBe("`true` or `false`", flagRemedy());
    }

    /// YAML has other words for them.
    private String flagRemedy() {
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
            return "";
        }
        return YES.matcher(scalar.getValue()).matches() ? "; write `true`" : "; write `false`";
    }

    Optional<Long> wholeNumber(long min, long max) {
        if (!(node instanceof ScalarNode scalar)
                || !scalar.getTag().equals(Tag.INT)
                || !WHOLE_NUMBER.matcher(scalar.getValue()).matches()) {
            return mustBe("a whole number", "");
        }
        return inRange(new BigDecimal(scalar.getValue()), BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                .map(BigDecimal::longValueExact);
    }

    Optional<Double> number(double min, double max) {
        if (!(node instanceof ScalarNode scalar)
                || !(scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                || !NUMBER.matcher(scalar.getValue()).matches()) {
            return mustBe("a number", "");
        }
        return inRange(new BigDecimal(scalar.getValue()), BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                .map(BigDecimal::doubleValue);
    }

    private Optional<BigDecimal> inRange(BigDecimal number, BigDecimal min, BigDecimal max) {
        boolean fits = number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
        if (!fits) {
            boolean bounded = max.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
            problem("must be " + plain(min) + (bounded ? " to " + plain(max) : " or more") + " but is "
                    + plain(number));
        }
        return Optional.of(number).filter(_ -> fits);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /// A size in bytes: a whole number, or with a unit.
    Optional<Long> bytes(long min, long max) {
        Optional<Long> size;
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            size = wholeNumber(0, Long.MAX_VALUE);
        } else {
            size = parsed(ByteSize::parse);
        }
        return size.filter(bytes -> {
            boolean fits = bytes >= min && bytes <= max;
            if (!fits) {
                problem("must be " + ByteSize.show(min) + " to " + ByteSize.show(max) + " but is "
                        + ByteSize.show(bytes));
            }
            return fits;
        });
    }

    Optional<Duration> duration(Duration min, Duration max) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            problem("a duration needs a unit: `" + scalar.getValue() + "s`, `" + scalar.getValue() + "m`, `"
                    + scalar.getValue() + "h` or `" + scalar.getValue() + "d`");
            return Optional.empty();
        }
        return parsed(TimeSpan::parse).filter(duration -> {
            boolean fits = duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
            if (!fits) {
                problem("must be " + TimeSpan.show(min) + " to " + TimeSpan.show(max) + " but is "
                        + TimeSpan.show(duration));
            }
            return fits;
        });
    }

    /// One of the words for the constants of an enum.
    <E extends Enum<E>> Optional<E> oneOf(Class<E> choices) {
        return parsed(text -> Choice.of(choices, "value", text));
    }

    /// What a parser makes of the text; its IllegalArgumentException is a problem.
    <T> Optional<T> parsed(Function<String, T> parser) {
        return text().flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                problem(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /// The values of a list that is not empty.
    List<Value> list() {
        if (!(node instanceof SequenceNode sequence)) {
            mustBe("a list", "");
            return List.of();
        }
        var values = new ArrayList<Value>();
        for (Node element : sequence.getValue()) {
            values.add(new Value(element, element.getStartMark(), path + "[" + values.size() + "]", problems));
        }
        if (values.isEmpty()) {
            problem("must not be empty");
        }
        return values;
    }

    /// The values of a list, or the value itself.
    List<Value> oneOrMore() {
        return isList() ? list() : List.of(this);
    }

    /// The entries of a map. Of entries with the same key the first counts, and the others are problems.
    List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) {
            mustBe("a map", mapRemedy());
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var seen = new HashMap<String, Mark>();
        for (NodeTuple tuple : mapping.getValue()) {
            Mark at = tuple.getKeyNode().getStartMark();
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problems.add(at, path, "a key must be text");
                continue;
            }
            String name = scalar.getValue();
            var value = new Value(tuple.getValueNode(), at, path.isEmpty() ? name : path + "." + name, problems);
            Mark first = seen.putIfAbsent(name, at);
            if (scalar.getTag().equals(Tag.MERGE)) {
                value.problemAtKey("merge keys are not supported; write the entries out");
            } else if (first != null) {
                value.problemAtKey("is there already, in line " + (first.getLine() + 1));
            } else {
                entries.add(new Entry(name, value));
            }
        }
        return entries;
    }

    Optional<Section> section(List<String> keys) {
        return isMap() ? Optional.of(Section.of(this, keys)) : mustBe("a map", mapRemedy());
    }

    private String mapRemedy() {
        boolean close = node instanceof ScalarNode scalar
                && CLOSE_COLON.matcher(scalar.getValue()).matches();
        return close ? "; a blank is missing behind the colon" : "";
    }

    <T> Optional<T> mustBe(String what, String remedy) {
        problem("must be " + what + " but is " + found() + remedy);
        return Optional.empty();
    }

    private String found() {
        return switch (node) {
            case MappingNode _ -> "a map";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.NULL) ->
                scalar.getValue().isEmpty() ? "empty" : "the null `" + scalar.getValue() + "`";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> "`" + scalar.getValue() + "`";
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.BOOL) -> "the truth value `" + scalar.getValue() + "`";
            case ScalarNode scalar when scalar.getTag().equals(Tag.TIMESTAMP) -> "the date `" + scalar.getValue() + "`";
            case ScalarNode scalar -> "the number `" + scalar.getValue() + "`";
            default -> "something else";
        };
    }
}
