package io.tongqiao.relay;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A relay in a process of its own, which ends at a {@link KillPoint}. Arguments: settings file,
 * number of the step, file to note the step in.
 */
public final class KillPointServer {

  private KillPointServer() {}

  public static void main(String[] arguments) throws IOException {
    var file = new Properties();
    try (var in = new FileInputStream(arguments[0])) {
      file.load(in);
    }
    Map<String, Object> settings = new HashMap<>();
    file.forEach((name, value) -> settings.put(name.toString(), value));
    var killPoint =
        new KillPoint(Integer.parseInt(arguments[1]), arguments[2], Path.of(arguments[3]));
    new SpringApplicationBuilder(TestServer.class)
        .initializers(
            context -> {
              RelayFixture.add(context.getEnvironment(), settings);
              ((GenericApplicationContext) context)
                  .registerBean("killPoint", KillPoint.class, () -> killPoint);
            })
        .run();
    killPoint.arm();
  }
}
