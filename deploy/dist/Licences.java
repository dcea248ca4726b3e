import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes the licences and notices out of the libraries in the server's jar, run as {@code java
 * Licences.java <jar> <directory>}: one directory a library. What licence each has, the bill of
 * materials says.
 */
final class Licences {

  private static final Pattern WANTED =
      Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);

  private Licences() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    try (var server = new ZipInputStream(Files.newInputStream(Path.of(arguments[0])))) {
      for (ZipEntry entry = server.getNextEntry(); entry != null; entry = server.getNextEntry()) {
        String name = entry.getName();
        if (name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar")) {
          String library = name.substring(name.lastIndexOf('/') + 1, name.length() - 4);
          texts(new ByteArrayInputStream(server.readAllBytes()), directory.resolve(library));
        }
      }
    }
  }

  private static void texts(InputStream library, Path directory) throws IOException {
    try (var files = new ZipInputStream(library)) {
      for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
        if (!entry.isDirectory() && WANTED.matcher(entry.getName()).matches()) {
          Files.createDirectories(directory);
          String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          Files.write(directory.resolve(file), files.readAllBytes());
        }
      }
    }
  }
}
