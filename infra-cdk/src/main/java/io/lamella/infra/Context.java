package io.lamella.infra;

import io.lamella.entry.wiring.config.Suggestion;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Node;

/// Reads settings from the CDK context. Those of the command line are texts; those of `cdk.json` may also be numbers and so on.
final class Context {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/]+\\S*");

    /// Of what CloudWatch offers.
    private static final Map<Integer, RetentionDays> LOG_DAYS = new TreeMap<>(Map.of(
            1, RetentionDays.ONE_DAY,
            7, RetentionDays.ONE_WEEK,
            14, RetentionDays.TWO_WEEKS,
            30, RetentionDays.ONE_MONTH,
            90, RetentionDays.THREE_MONTHS,
            180, RetentionDays.SIX_MONTHS,
            365, RetentionDays.ONE_YEAR,
            731, RetentionDays.TWO_YEARS,
            3653, RetentionDays.TEN_YEARS));

    private final Node node;

    Context(Node node) {
        this.node = node;
    }

    /// Other names may be anybody's, and those with a `:` or `@` are the CDK's.
    ///
    /// @throws SettingException for a name that is nearly that of a setting
    void refuseMisspelled() {
        if (node.getAllContext() instanceof Map<?, ?> all) {
            all.keySet().stream()
                    .map(Objects::toString)
                    .filter(name -> !Setting.KEYS.contains(name) && !name.contains(":") && !name.contains("@"))
                    .sorted()
                    .forEach(Context::refuseIfNearASetting);
        }
    }

    private static void refuseIfNearASetting(String name) {
        Suggestion.nearest(name, Setting.KEYS).ifPresent(meant -> {
            throw new SettingException("there is no setting `" + name + "`" + Suggestion.didYouMean(meant));
        });
    }

    /// Empty if it is not set, or set to nothing.
    Optional<String> text(Setting setting) {
        return Optional.ofNullable(node.tryGetContext(setting.key()))
                .map(Objects::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    String email() {
        var email =
                text(Setting.EMAIL).orElseThrow(() -> Setting.EMAIL.missing("somebody has to hear of what goes wrong"));
        if (!EMAIL.matcher(email).matches()) {
            throw Setting.EMAIL.mustBe("an e-mail address", email);
        }
        return email;
    }

    SweepSchedule schedule() {
        return text(Setting.SCHEDULE).map(SweepSchedule::new).orElse(SweepSchedule.DEFAULT);
    }

    Optional<String> address(Setting setting) {
        var address = text(setting);
        address.filter(text -> !ADDRESS.matcher(text).matches()).ifPresent(other -> {
            throw setting.mustBe("an address that begins with `http://` or `https://`", other);
        });
        return address;
    }

    RetentionDays logRetention() {
        int days = number(Setting.LOG_DAYS, 1, 3653).orElse(30);
        return Optional.ofNullable(LOG_DAYS.get(days))
                .orElseThrow(() -> Setting.LOG_DAYS.mustBe("one of " + LOG_DAYS.keySet(), Integer.toString(days)));
    }

    OptionalInt number(Setting setting, int min, int max) {
        return text(setting)
                .map(text -> OptionalInt.of(number(setting, min, max, text)))
                .orElse(OptionalInt.empty());
    }

    private static int number(Setting setting, int min, int max, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw setting.mustBe("a number from " + min + " to " + max, text);
    }

    boolean flag(Setting setting) {
        return oneOf(setting, List.of("true", "false")).map("true"::equals).orElse(false);
    }

    Optional<String> oneOf(Setting setting, List<String> choices) {
        var text = text(setting);
        text.filter(found -> !choices.contains(found)).ifPresent(found -> {
            throw setting.mustBe("one of " + choices, found);
        });
        return text;
    }

    Optional<LocalDate> date(Setting setting) {
        return text(setting).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw setting.mustBe("a day such as 2020-01-01", text);
            }
        });
    }

    List<String> list(Setting setting) {
        return text(setting)
                .map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    Map<String, String> map(Setting setting) {
        var map = new TreeMap<String, String>();
        for (String item : list(setting)) {
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw setting.mustBe("a list of `name=value`", item);
            }
            map.put(item.substring(0, equals), item.substring(equals + 1));
        }
        return map;
    }
}
