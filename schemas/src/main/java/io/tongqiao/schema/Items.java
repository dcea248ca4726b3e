package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
   */
  public record Item(
      String implCode,
      String basicCode,
      String name,
      String itemType,
      String level,
      String dealType,
      String guideDept) {}

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
              node.path("guideDept").asText());
      check(item);
      if (byCode.put(item.implCode(), item) != null) {
        throw new IllegalArgumentException("item " + item.implCode() + " comes twice");
      }
    }
    return new Items(byCode);
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
  }

  public Optional<Item> find(String implCode) {
    return Optional.ofNullable(byCode.get(implCode));
  }

  /** Every item, in the order of the catalogue. */
  public Collection<Item> all() {
    return byCode.values();
  }
}
