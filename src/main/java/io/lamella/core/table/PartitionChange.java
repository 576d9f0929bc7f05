package io.lamella.core.table;

import io.lamella.core.table.PartitionField.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether the partitions of a table can be read together when they change. They cannot: readers want the same folders in each path, and
/// values of one type in each folder. So what can be told from the path of a partition is held against what is configured.
///
/// The values of [Transform#IDENTITY] may be any text, and null fits everywhere.
public final class PartitionChange {
    /// Years of more or fewer than four digits bear a sign, and are cut off wherever the others end.
    private static final String OR_FAR_YEARS = "|(?:-|%2B).*";

    private static final Pattern YEAR = Pattern.compile("\\d{4}" + OR_FAR_YEARS);
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}" + OR_FAR_YEARS);
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}" + OR_FAR_YEARS);
    private static final Pattern HOUR = Pattern.compile("\\d{2}");

    private PartitionChange() {}

    /// What stands in the way, in words, a difference each; empty if nothing does.
    ///
    /// @param there the path of a partition that the table has, such as `date=2026-01-01/country=KR`; empty for a table without
    /// @param configured outermost first
    public static List<String> conflicts(String there, List<PartitionField> configured) {
        var levels = there.isEmpty() ? List.<String>of() : List.of(there.split("/", -1));
        var before = levels.stream().map(PartitionChange::name).toList();
        var after = configured.stream()
                .map(field -> PartitionPath.folder(field.name()))
                .toList();
        if (!before.equals(after)) {
            return List.of("the table has " + folders(before) + " and the configuration " + folders(after));
        }
        var conflicts = new ArrayList<String>();
        for (int i = 0; i < levels.size(); i++) {
            var field = configured.get(i);
            var value = levels.get(i).substring(before.get(i).length() + 1);
            if (!value.equals(PartitionPath.NULL) && !isOf(field.transform(), value)) {
                conflicts.add("partition `" + field.name() + "` is the "
                        + field.transform().name().toLowerCase(Locale.ROOT) + " of `" + field.column()
                        + "` in the configuration and something else in the table");
            }
        }
        return List.copyOf(conflicts);
    }

    private static String name(String level) {
        return level.substring(0, Math.max(0, level.indexOf('=')));
    }

    private static String folders(List<String> names) {
        return names.isEmpty()
                ? "no partitions"
                : names.stream().map(name -> name + "=…").collect(Collectors.joining("/", "folders `", "`"));
    }

    private static boolean isOf(Transform transform, String value) {
        return switch (transform) {
            case IDENTITY -> true;
            case YEAR -> YEAR.matcher(value).matches();
            case MONTH -> MONTH.matcher(value).matches();
            case DAY -> DAY.matcher(value).matches();
            case HOUR -> HOUR.matcher(value).matches();
        };
    }
}
