package io.lamella.entry.wiring.config;

import io.lamella.core.table.Lake;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads `lamella.yaml`, and tells all that is wrong with it at once.
///
/// The text is only ever parsed into a tree of nodes; no object is made by what it says.
public final class ConfigLoader {
    /// 1 MiB: some ten thousand columns. What is longer is no configuration.
    static final int MAX_LENGTH = 1024 * 1024;

    /// The deepest value that has a meaning lies six deep.
    private static final int MAX_DEPTH = 16;

    private static final int MAX_ALIASES = 100;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static final List<String> KEYS = List.of("lake", "datasets", "merge");

    private ConfigLoader() {}

    /// Reads a file, in UTF-8.
    ///
    /// @throws ConfigException if the file cannot be read or is not a right configuration
    public static Config load(Path file) throws ConfigException {
        var problems = new Problems(file.toString());
        String text = "";
        try {
            if (Files.size(file) > MAX_LENGTH) {
                problems.addForFile("must have " + ByteSize.show(MAX_LENGTH) + " at most");
            } else {
                text = Files.readString(file);
            }
        } catch (NoSuchFileException e) {
            problems.addForFile("there is no such file; name another by `config` (--config on the command line), or"
                    + " draft one by `lamella infer`");
        } catch (CharacterCodingException e) {
            problems.addForFile("must be UTF-8");
        } catch (IOException e) {
            problems.addForFile("cannot be read: " + e);
        }
        problems.throwIfAny();
        return parse(file.toString(), text);
    }

    /// Reads a text that came from elsewhere.
    ///
    /// @param name of the text, for the problems
    /// @throws ConfigException if it is not a right configuration
    public static Config parse(String name, String text) throws ConfigException {
        var problems = new Problems(name);
        Optional<Config> config = compose(text, problems).flatMap(root -> read(Value.root(root, problems)));
        problems.throwIfAny();
        return config.orElseThrow();
    }

    private static Optional<Node> compose(String text, Problems problems) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_LENGTH);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try {
            @Nullable Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(unmarked));
            if (root == null) {
                problems.addForFile("is empty; it needs `lake:` and `datasets:`");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            problems.add(e.getProblemMark(), "", "is not YAML: " + e.getProblem() + context + remedy(e.getProblem()));
        } catch (YAMLException e) {
            problems.addForFile("is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String remedy(@Nullable String problem) {
        return switch (problem) {
            case String text
            when text.startsWith("mapping values are not allowed") || text.startsWith("expected <block end>") ->
                "; is the line indented like those beside it?";
            case String text
            when text.startsWith("could not find expected ':'") -> "; is a blank missing behind a colon?";
            case null, default -> "";
        };
    }

    private static Optional<Config> read(Value root) {
        return root.section(KEYS).flatMap(section -> {
            Optional<Lake> lake =
                    section.require("lake", "lake: {bucket: my-lake}").flatMap(LakeReader::read);
            var datasets = section.require("datasets", "datasets:").map(value -> DatasetsReader.read(value, lake));
            var merge = section.get("merge").flatMap(MergeReader::read);
            return lake.map(there -> new Config(there, datasets.orElse(List.of()), merge));
        });
    }
}
