package io.tongqiao.prerequisite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Writes for what a PDF was given along the foot of each page, on its way out; the original stays
 * as it is. What is added is appended (an incremental update), so that the file is never whole in
 * memory, and a signature in it still covers what it signed.
 *
 * <p>The text is set in a Chinese font that every reader has (Adobe-GB1, not embedded), since a
 * machine room's server has none.
 */
final class Watermark {

  private static final COSName FONT = COSName.getPDFName("TongqiaoMark");
  private static final float SIZE = 9;
  private static final float MARGIN = 18;

  private Watermark() {}

  /**
   * Writes the marked file.
   *
   * @throws IOException when the file is no PDF that can be added to, or the reader has gone
   */
  static void write(Path original, String text, OutputStream out) throws IOException {
    try (var file = new RandomAccessReadBufferedFile(original);
        PDDocument pdf = Loader.loadPDF(file, IOUtils.createTempFileOnlyStreamCache())) {
      COSDictionary font = font();
      for (PDPage page : pdf.getPages()) {
        mark(pdf, page, font, text);
      }
      pdf.saveIncremental(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void mark(PDDocument pdf, PDPage page, COSDictionary font, String text)
      throws IOException {
    PDResources resources = page.getResources();
    COSDictionary own =
        resources == null ? new COSDictionary() : new COSDictionary(resources.getCOSObject());
    COSDictionary fonts = own.getCOSDictionary(COSName.FONT);
    COSDictionary moreFonts = fonts == null ? new COSDictionary() : new COSDictionary(fonts);
    moreFonts.setItem(FONT, font);
    own.setItem(COSName.FONT, moreFonts);
    COSArray contents = new COSArray();
    contents.add(stream(pdf, "q\n").getCOSObject());
    page.getContentStreams().forEachRemaining(s -> contents.add(s.getCOSObject()));
    contents.add(stream(pdf, "Q\n" + text(page.getCropBox(), text)).getCOSObject());
    COSDictionary dictionary = page.getCOSObject();
    dictionary.setItem(COSName.RESOURCES, own);
    dictionary.setItem(COSName.CONTENTS, contents);
    dictionary.setNeedToBeUpdated(true);
  }

  /** Small on narrow pages, so that all of it can be read. */
  private static String text(PDRectangle page, String text) {
    float room = page.getWidth() - 2 * MARGIN;
    float size = Math.min(SIZE, room / text.length());
    return String.format(
        Locale.ROOT,
        "q BT /%s %.2f Tf 0.45 g %.2f %.2f Td <%s> Tj ET Q%n",
        FONT.getName(),
        size,
        page.getLowerLeftX() + MARGIN,
        page.getLowerLeftY() + MARGIN,
        HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)));
  }

  private static PDStream stream(PDDocument pdf, String operators) throws IOException {
    var stream = new PDStream(pdf);
    try (OutputStream out = stream.createOutputStream()) {
      out.write(operators.getBytes(StandardCharsets.US_ASCII));
    }
    stream.getCOSObject().setNeedToBeUpdated(true);
    return stream;
  }

  /** ISO 32000-1, 9.7: a composite font by a predefined CMap. */
  private static COSDictionary font() {
    var collection = new COSDictionary();
    collection.setItem(COSName.REGISTRY, new COSString("Adobe"));
    collection.setItem(COSName.ORDERING, new COSString("GB1"));
    collection.setItem(COSName.SUPPLEMENT, COSInteger.get(2));
    var descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, "STSong-Light");
    descriptor.setInt(COSName.FLAGS, 6);
    descriptor.setItem(COSName.FONT_BBOX, new PDRectangle(-25, -254, 1025, 1134).getCOSArray());
    descriptor.setInt(COSName.ITALIC_ANGLE, 0);
    descriptor.setInt(COSName.ASCENT, 880);
    descriptor.setInt(COSName.DESCENT, -120);
    descriptor.setInt(COSName.CAP_HEIGHT, 880);
    descriptor.setInt(COSName.STEM_V, 93);
    var descendant = new COSDictionary();
    descendant.setItem(COSName.TYPE, COSName.FONT);
    descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
    descendant.setName(COSName.BASE_FONT, "STSong-Light");
    descendant.setItem(COSName.CIDSYSTEMINFO, collection);
    descendant.setItem(COSName.FONT_DESC, descriptor);
    descendant.setInt(COSName.DW, 1000);
    var descendants = new COSArray();
    descendants.add(descendant);
    var font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setName(COSName.BASE_FONT, "STSong-Light-UniGB-UCS2-H");
    font.setName(COSName.ENCODING, "UniGB-UCS2-H");
    font.setItem(COSName.DESCENDANT_FONTS, descendants);
    font.setNeedToBeUpdated(true);
    return font;
  }
}
