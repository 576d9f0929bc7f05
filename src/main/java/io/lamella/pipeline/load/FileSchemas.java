package io.lamella.pipeline.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadType.Field;
import io.lamella.core.load.SchemaMerge;
import io.lamella.core.parquet.FileColumns;
import io.lamella.core.parquet.ParquetFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Brings the columns of files and those of their paths under one schema.
final class FileSchemas {
    private FileSchemas() {}

    /// Columns of files first, then those of paths, which take the place of columns of files with the same name.
    ///
    /// @param wanted which columns
    /// @throws IllegalArgumentException that names column and files, if they cannot be reconciled
    /// @throws ParquetFormatException that names column and file, if it has two of one name
    static LoadSchema of(List<OpenedFile> files, Map<String, LoadType> partitions, Predicate<String> wanted) {
        var merge = new SchemaMerge();
        for (var file : files) {
            var fields = file.columns().stream()
                    .map(FileColumns.Column::field)
                    .filter(field -> wanted.test(field.name()) && !partitions.containsKey(field.name()))
                    .toList();
            requireDistinct(file.file().name(), "", fields);
            merge.add(file.file().name(), fields);
        }
        var columns = new ArrayList<>(merge.schema().columns());
        partitionColumns(partitions).stream()
                .filter(field -> wanted.test(field.name()))
                .forEach(columns::add);
        return new LoadSchema(columns);
    }

    /// @param path of what the fields are in, with a dot behind it
    private static void requireDistinct(String file, String path, List<Field> fields) {
        var names = new HashSet<String>();
        for (var field : fields) {
            var name = path + field.name();
            if (!names.add(name)) {
                throw new ParquetFormatException(file + ": two columns are named " + name
                        + ", and columns are told apart by their names; write the file anew with distinct names, or load"
                        + " other columns alone");
            }
            requireDistinct(file, name, field.type());
        }
    }

    private static void requireDistinct(String file, String path, LoadType type) {
        if (!(type instanceof LoadType.Nested nested)) {
            return;
        }
        switch (nested) {
            case LoadType.Array(Field element) -> requireDistinct(file, path, element.type());
            case LoadType.Map(Field key, Field value) -> {
                requireDistinct(file, path, key.type());
                requireDistinct(file, path, value.type());
            }
            case LoadType.Struct(List<Field> fields) -> requireDistinct(file, path + ".", fields);
        }
    }

    static List<Field> partitionColumns(Map<String, LoadType> partitions) {
        return partitions.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), entry.getValue(), true))
                .toList();
    }

    /// The names of all columns.
    static Set<String> names(List<OpenedFile> files, Map<String, LoadType> partitions) {
        var names = new LinkedHashSet<String>();
        files.forEach(file ->
                file.columns().forEach(column -> names.add(column.field().name())));
        names.addAll(partitions.keySet());
        return names;
    }

    /// The types of partition columns: int64 if all values are integers as they are usually written, date if all are dates, else
    /// text, which keeps `01` as it is.
    static Map<String, LoadType> partitionTypes(List<DataFile> files) {
        var types = new LinkedHashMap<String, LoadType>();
        for (var file : files) {
            file.partitions().forEach((name, value) -> {
                var known = Optional.ofNullable(types.get(name));
                var type = value.map(PartitionText::typeOf).or(() -> known).orElseGet(LoadType.Null::new);
                types.put(name, known.map(before -> both(before, type)).orElse(type));
            });
        }
        types.replaceAll((_, type) -> type instanceof LoadType.Null ? new LoadType.Text() : type);
        return types;
    }

    private static LoadType both(LoadType a, LoadType b) {
        if (a instanceof LoadType.Null || a.equals(b)) {
            return b;
        }
        return new LoadType.Text();
    }
}
