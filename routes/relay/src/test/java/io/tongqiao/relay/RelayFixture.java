package io.tongqiao.relay;

import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * One relay and one set of ministries for all tests that do not need one of their own: registers a
 * {@link Relay} in the context and clears up when the context ends.
 */
final class RelayFixture implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Path directory = temporary();
    Ground ground = Ground.in(directory);
    Simulator ministries = ground.ministries();
    add(context.getEnvironment(), ground.settings(ministries));
    var relay = new Relay(ground, ministries, context, 0);
    context.getBeanFactory().registerSingleton("relayUnderTest", relay);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(ministries, directory)));
  }

  static void add(ConfigurableEnvironment environment, Map<String, Object> settings) {
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("tongqiao-relay");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Simulator ministries, Path directory) {
    try {
      ministries.close();
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
