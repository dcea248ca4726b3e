package io.tongqiao.dialect;

import io.tongqiao.dialect.TranslationException.Stage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/** Text to bytes and back, without ever replacing a character. */
final class WireText {

  private static final char REPLACEMENT = '\uFFFD';

  private WireText() {}

  static String decode(byte[] bytes, Charset charset) throws TranslationException {
    String plain = new String(bytes, charset);
    if (plain.indexOf(REPLACEMENT) < 0) {
      return withoutMark(plain);
    }
    // something was replaced, or the sender did write this character: the strict way tells
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in);
      return withoutMark(text.toString());
    } catch (CharacterCodingException e) {
      throw new TranslationException(
          Stage.DECODE,
          "",
          "报文不是合法的 " + charset.name() + " 编码（约在第 " + in.position() + " 字节）",
          "按 " + charset.name() + " 编码重新发送；若对方实际使用其他编码，改 system.yaml 的 charset");
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  static boolean writable(String text, Charset charset) {
    return charset.newEncoder().canEncode(text);
  }

  /** Refuses the first character of a value that the charset lacks, naming the field. */
  static void requireWritable(String value, Charset charset, String field)
      throws TranslationException {
    CharsetEncoder encoder = charset.newEncoder();
    if (encoder.canEncode(value)) {
      return;
    }
    int bad =
        value
            .codePoints()
            .filter(c -> !encoder.canEncode(Character.toString(c)))
            .findFirst()
            .orElse(0xFFFD);
    throw new TranslationException(
        Stage.ENCODE,
        field,
        "字符“%s”（U+%04X）不能写成 %s".formatted(Character.toString(bad), bad, charset.name()),
        "与该系统约定替代写法后更正此字段再发；系统不会把它改成“?”");
  }

  static byte[] encode(String text, Charset charset) throws TranslationException {
    requireWritable(text, charset, "/");
    return text.getBytes(charset);
  }
}
