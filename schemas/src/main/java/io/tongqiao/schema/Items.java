package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of approval items (事项) a bureau decides. The one in this jar belongs to a fictional
 * bureau.
 */
public final class Items {

  private static final int USCC_LENGTH = 18;

  /**
   * One item.
   *
   * @param implCode 实施编码, 31: 统一社会信用代码 18, 行使层级 1, 基本编码 12
   * @param basicCode 基本编码, 12: region 2, type 2, guiding department 2, main item 3, sub item 3
   * @param itemType code list item-type
   * @param level code list level
   * @param dealType code list deal-type
   * @param guideDept code list guide-dept
   * @param supervision code list guide-dept: the departments that supervise what was granted; where
   *     the catalogue names none, the guiding department
   * @param materials what an applicant has to show, in the order of the guide
   */
  public record Item(
      String implCode,
      String basicCode,
      String name,
      String itemType,
      String level,
      String dealType,
      String guideDept,
      List<String> supervision,
      List<Material> materials) {

    /** The material of that code. */
    public Optional<Material> material(String code) {
      return materials.stream().filter(m -> m.code().equals(code)).findFirst();
    }
  }

  /**
   * A material (申报材料) of an item.
   *
   * @param code unique within the item
   * @param core whether it is 核心要件; only what is not can be tolerated (容缺)
   * @param documents types of document of which any one meets it, see {@link DocumentTypes}; empty
   *     for what only the applicant can give, such as a form
   * @param assist code list guide-dept: the department that is asked where no system holds it (主协办)
   */
  public record Material(
      String code, String name, boolean core, List<String> documents, Optional<String> assist) {}

  private final Map<String, Item> byCode;

  private Items(Map<String, Item> byCode) {
    this.byCode = Collections.unmodifiableMap(byCode);
  }

  /** Reads the catalogue in this jar. */
  public static Items load() {
    return of(Resources.json("items/items.json"));
  }

  /**
   * Reads a site's own catalogue, of the format of {@code items/items.json}.
   *
   * @throws UncheckedIOException when it is not JSON
   * @throws IllegalArgumentException when an item contradicts its codes or comes twice
   */
  public static Items of(InputStream json) {
    try {
      return of(Resources.json(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue is not readable as JSON", e);
    }
  }

  private static Items of(JsonNode json) {
    Map<String, Item> byCode = new LinkedHashMap<>();
    for (JsonNode node : json.path("items")) {
      Item item =
          new Item(
              node.path("implCode").asText(),
              node.path("basicCode").asText(),
              node.path("name").asText(),
              node.path("itemType").asText(),
              node.path("level").asText(),
              node.path("dealType").asText(),
              node.path("guideDept").asText(),
              supervision(node),
              materials(node));
      check(item);
      if (byCode.put(item.implCode(), item) != null) {
        throw new IllegalArgumentException("item " + item.implCode() + " comes twice");
      }
    }
    return new Items(byCode);
  }

  private static List<String> supervision(JsonNode item) {
    List<String> departments = new ArrayList<>();
    item.path("supervision").forEach(code -> departments.add(code.asText()));
    return departments.isEmpty()
        ? List.of(item.path("guideDept").asText())
        : List.copyOf(departments);
  }

  private static List<Material> materials(JsonNode item) {
    List<Material> materials = new ArrayList<>();
    for (JsonNode node : item.path("materials")) {
      List<String> documents = new ArrayList<>();
      node.path("documents").forEach(id -> documents.add(id.asText()));
      materials.add(
          new Material(
              node.path("code").asText(),
              node.path("name").asText(),
              node.path("required").asText("CORE").equals("CORE"),
              List.copyOf(documents),
              Optional.of(node.path("assist").asText()).filter(dept -> !dept.isEmpty())));
    }
    return List.copyOf(materials);
  }

  private static void check(Item item) {
    String code = item.implCode();
    boolean sound =
        code.length() == USCC_LENGTH + 13
            && Identifiers.uscc(code.substring(0, USCC_LENGTH))
            && code.endsWith(item.level() + item.basicCode())
            && item.basicCode().substring(2).startsWith(item.itemType() + item.guideDept())
            && !item.name().isBlank();
    if (!sound) {
      throw new IllegalArgumentException(
          "item " + code + " does not agree with its basic code, level, type or department");
    }
    Set<String> codes = new HashSet<>();
    for (Material material : item.materials()) {
      if (material.code().isBlank() || material.name().isBlank() || !codes.add(material.code())) {
        throw new IllegalArgumentException(
            "item " + code + ": each material needs a name and a code of its own");
      }
    }
  }

  public Optional<Item> find(String implCode) {
    return Optional.ofNullable(byCode.get(implCode));
  }

  /** Every item, in the order of the catalogue. */
  public Collection<Item> all() {
    return byCode.values();
  }
}
