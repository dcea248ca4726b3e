package io.tongqiao.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.console.people.Role;
import io.tongqiao.dialect.Descriptor.Network;
import io.tongqiao.dialect.Descriptor.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a page says, it says in both languages. */
class MessagesTest {

  private static final Pattern USED = Pattern.compile("#\\{([a-z][\\w.-]*)");

  private static Properties messages(String name) throws IOException {
    var messages = new Properties();
    try (InputStream in = MessagesTest.class.getResourceAsStream(name)) {
      messages.load(new InputStreamReader(in, UTF_8));
    }
    return messages;
  }

  @Test
  void messages_inBothLanguages_haveTheSameKeysAndSaySomething() throws IOException {
    Properties chinese = messages("messages.properties");
    Properties english = messages("messages_en.properties");
    assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
    assertThat(english.values()).noneMatch(text -> text.toString().isBlank());
    assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
    assertThat(english.values().toString()).doesNotContainPattern("\\p{IsHan}");
  }

  @Test
  void messages_thatPagesAndListsAskFor_areThere() throws IOException {
    Properties chinese = messages("messages.properties");
    var used = new TreeSet<String>();
    try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
      for (Path page : (Iterable<Path>) pages::iterator) {
        Matcher found = USED.matcher(Files.readString(page));
        while (found.find()) {
          used.add(found.group(1));
        }
      }
    }
    Stream.of(Role.values()).forEach(role -> used.add("role." + role));
    Stream.of(Tier.values()).forEach(tier -> used.add("tier." + tier));
    Stream.of(Network.values()).forEach(network -> used.add("network." + network));
    Stream.of(Tile.Light.values()).forEach(light -> used.add("light." + light));
    assertThat(used).hasSizeGreaterThan(60);
    assertThat(chinese.stringPropertyNames()).containsAll(used);
  }
}
