package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The JSON Schemas (2020-12) of what goes through our doors. Validation needs nothing but this jar:
 * a {@code $ref} that leads out of a schema is refused, not fetched.
 */
public final class Schemas {

  /** The documents there is a schema for. */
  public enum Name {
    MESSAGE("message.schema.json"),
    RECEIPT("receipt.schema.json"),
    PROBLEM("problem.schema.json");

    private final String file;

    Name(String file) {
      this.file = file;
    }

    String file() {
      return file;
    }
  }

  private static final int MOST_FINDINGS = 100;

  private final Map<Name, JsonSchema> schemas;
  private final SchemaFaults faults;

  private Schemas(Map<Name, JsonSchema> schemas, SchemaFaults faults) {
    this.schemas = schemas;
    this.faults = faults;
  }

  /** Reads the schemas in this jar. */
  public static Schemas load() {
    Map<Name, JsonSchema> schemas = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      schemas.put(name, compile(Resources.json(name.file)));
    }
    return new Schemas(schemas, SchemaFaults.load(CodeLists.load()));
  }

  static JsonSchema compile(JsonNode schema) {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(
                    loaders ->
                        loaders.values(Collection::clear).add(DisallowSchemaLoader.getInstance())));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(Schemas::wholeText)
            .build();
    JsonSchema compiled = factory.getSchema(schema, config);
    compiled.initializeValidators();
    return compiled;
  }

  /**
   * What is wrong with a document, in the order found; empty when it is valid. At most 100 findings
   * are told. Where the type of a message is none of ours, only that is told, not what each event
   * would require.
   */
  public List<Finding> validate(Name name, JsonNode document) {
    boolean eventKnown = EventType.ofType(document.path("type").asText()).isPresent();
    return schemas.get(name).validate(document).stream()
        .filter(fault -> eventKnown || !ofOneEvent(fault))
        .map(faults::finding)
        .distinct()
        .limit(MOST_FINDINGS)
        .toList();
  }

  /** The schema itself; a copy. */
  public JsonNode raw(Name name) {
    return schemas.get(name).getSchemaNode().deepCopy();
  }

  /**
   * In ECMA-262 the {@code $} is the end of the text; in Java it would let a final line break pass.
   */
  private static RegularExpression wholeText(String regex) {
    String ecma = regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex;
    Pattern pattern = Pattern.compile(ecma);
    return text -> pattern.matcher(text).find();
  }

  private static boolean ofOneEvent(ValidationMessage fault) {
    return fault.getEvaluationPath().toString().startsWith("/allOf/");
  }
}
