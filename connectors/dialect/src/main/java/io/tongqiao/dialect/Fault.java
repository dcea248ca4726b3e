package io.tongqiao.dialect;

/**
 * One thing wrong in a system folder, told so that it can be mended without asking anyone.
 *
 * @param file path inside the folder
 * @param line line, from 1; 0 when the fault has no line (a missing file)
 * @param message what is wrong
 * @param fix what to do
 */
public record Fault(String file, int line, String message, String fix) {

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + "  " + message + "  改法：" + fix;
  }
}
