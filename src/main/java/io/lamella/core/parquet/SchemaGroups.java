package io.lamella.core.parquet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sorts files by the columns that theirs can be brought to.
public final class SchemaGroups {
    private final SchemaUnion union;
    private final Map<FileSchema, Long> bytes = new HashMap<>();

    public SchemaGroups(SchemaUnion union) {
        this.union = union;
    }

    /// Takes a file into account.
    public void add(FileSchema schema, long size) {
        bytes.merge(schema, size, Long::sum);
    }

    /// Files of these schemas can be merged.
    ///
    /// @param target what their columns become
    /// @param apart why they cannot be merged with those of the first group; empty for the first group itself
    public record Group(FileSchema target, List<FileSchema> members, Optional<String> apart) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /// The groups; that with the most bytes leads, so that as little as possible is encoded anew.
    public List<Group> groups() {
        var schemas = bytes.entrySet().stream()
                .sorted(Map.Entry.<FileSchema, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().text()))
                .map(Map.Entry::getKey)
                .toList();
        var groups = new ArrayList<Group>();
        for (var schema : schemas) {
            place(schema, groups);
        }
        return groups;
    }

    private void place(FileSchema schema, List<Group> groups) {
        Optional<String> apart = Optional.empty();
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            switch (union.of(group.target(), schema)) {
                case SchemaUnion.Compatible(FileSchema both) -> {
                    var members = new ArrayList<>(group.members());
                    members.add(schema);
                    groups.set(i, new Group(both, members, group.apart()));
                    return;
                }
                case SchemaUnion.Different(String reason) -> apart = apart.or(() -> Optional.of(reason));
            }
        }
        groups.add(new Group(schema, List.of(schema), apart));
    }
}
