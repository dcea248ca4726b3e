package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.tongqiao.dialect.TranslationException.Stage;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One compiled JSLT file or expression. Thread-safe. */
final class Mapping {

  /** What a mapping gave. */
  record Mapped(JsonNode tree, List<String> lossy) {}

  private static final String OWN_WORDS = "error: ";

  private final String file;
  private final Expression expression;
  private final MappingFunctions functions;
  private final Stage stage;

  private Mapping(String file, Expression expression, MappingFunctions functions, Stage stage) {
    this.file = file;
    this.expression = expression;
    this.functions = functions;
    this.stage = stage;
  }

  /**
   * Compiles a mapping file.
   *
   * @throws JsltException when it does not compile
   */
  static Mapping compile(String file, String source, CodeTables codes, Stage stage) {
    var direction =
        stage == Stage.TO_SYSTEM
            ? CodeTables.Direction.TO_SYSTEM
            : CodeTables.Direction.TO_CANONICAL;
    var functions = new MappingFunctions(codes, direction);
    return new Mapping(file, parse(file, source, functions.all()), functions, stage);
  }

  /** Compiles an expression of a descriptor, which has JSLT's own functions only. */
  static Expression expression(String where, String source) {
    return parse(where, source, List.of());
  }

  private static Expression parse(String file, String source, Collection<Function> functions) {
    return new Parser(new StringReader(source)).withSource(file).withFunctions(functions).compile();
  }

  /**
   * Applies it.
   *
   * @param on the date whose code tables hold
   * @throws TranslationException naming the file, and the table or the mapping's own words
   */
  Mapped apply(JsonNode input, Map<String, JsonNode> variables, LocalDate on)
      throws TranslationException {
    try {
      return functions.during(on, () -> expression.apply(variables, input));
    } catch (MappingFunctions.UnknownCode e) {
      throw new TranslationException(
          stage,
          e.table(),
          e.getMessage(),
          "在 codes.yaml 的表 " + e.table() + " 中补上此值，或更正报文（映射 " + file + "）");
    } catch (JsltException e) {
      throw refused(words(e));
    } catch (ArithmeticException e) {
      throw refused("算式不能用于这份报文");
    }
  }

  private TranslationException refused(String words) {
    return new TranslationException(stage, file, "映射拒绝了这份报文：" + words, "更正报文，或改 " + file);
  }

  /** The mapping's own words; JSLT's are left out, for they quote values. */
  private static String words(JsltException e) {
    String message = e.getMessageWithoutLocation();
    if (message.startsWith(OWN_WORDS)) {
      return message.substring(OWN_WORDS.length());
    }
    return "表达式不能用于这份报文" + (e.getLine() > 0 ? "（第 " + e.getLine() + " 行）" : "");
  }
}
