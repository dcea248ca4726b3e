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
    MESSAGE("message"),
    RECEIPT("receipt"),
    PROBLEM("problem"),
    /** What a system asks for a case; {@link PrerequisiteRules} checks what it cannot say. */
    PREREQUISITE_REQUEST("prerequisite-request"),
    /** What came of it. */
    PREREQUISITES("prerequisites"),
    /** What the mapping of a folder that holds documents gets. */
    PULL("pull"),
    /** What it makes of the answer. */
    HOLDING("holding");

    private final String document;

    Name(String document) {
      this.document = document;
    }

    String file() {
      return document + ".schema.json";
    }
  }

  private record Known(JsonSchema schema, SchemaFaults faults) {}

  private static final int MOST_FINDINGS = 100;

  private final Map<Name, Known> schemas;

  private Schemas(Map<Name, Known> schemas) {
    this.schemas = schemas;
  }

  /** Reads the schemas in this jar. */
  public static Schemas load() {
    SchemaFaults faults = SchemaFaults.load(CodeLists.load());
    Map<Name, Known> schemas = new EnumMap<>(Name.class);
    for (Name name : Name.values()) {
      JsonSchema schema = compile(Resources.json(name.file()));
      schemas.put(name, new Known(schema, faults.of(name.document)));
    }
    return new Schemas(schemas);
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
    Known known = schemas.get(name);
    return known.schema().validate(document).stream()
        .filter(fault -> eventKnown || !ofOneEvent(fault))
        .map(known.faults()::finding)
        .distinct()
        .limit(MOST_FINDINGS)
        .toList();
  }

  /** The schema itself; a copy. */
  public JsonNode raw(Name name) {
    return schemas.get(name).schema().getSchemaNode().deepCopy();
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
