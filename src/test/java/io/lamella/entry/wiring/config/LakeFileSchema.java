package io.lamella.entry.wiring.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `lamella.schema.json`, as editors use it.
final class LakeFileSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    LakeFileSchema() {
        try (var file = ConfigLoader.class.getResourceAsStream("/lamella.schema.json")) {
            root = JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A key, as the schema describes it.
    ///
    /// @param standard the default as it would be written in YAML; empty for none
    record Key(String name, Optional<String> standard, boolean required, String description) {}

    /// The keys of a map.
    ///
    /// @param map its name among the definitions
    List<Key> keys(String map) {
        JsonNode definition = definition(map);
        return definition.get("properties").properties().stream()
                .map(property -> key(property.getKey(), property.getValue(), definition))
                .toList();
    }

    private Key key(String name, JsonNode property, JsonNode definition) {
        JsonNode described = property.has("description")
                ? property
                : definition(property.get("$ref").textValue().replace("#/$defs/", ""));
        boolean required = false;
        for (JsonNode key : definition.path("required")) {
            required |= key.textValue().equals(name);
        }
        return new Key(
                name,
                Optional.ofNullable(property.get("default")).map(JsonNode::toString),
                required,
                described.get("description").textValue());
    }

    List<String> rootKeys() {
        return root.get("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode definition(String name) {
        return root.get("$defs").get(name);
    }

    /// What an editor would underline in a file.
    List<String> complaints(String yaml) {
        Object file = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(root)
                .validate(JSON.valueToTree(file))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
