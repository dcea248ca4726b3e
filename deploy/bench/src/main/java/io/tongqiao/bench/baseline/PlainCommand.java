package io.tongqiao.bench.baseline;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A plain Camel route, REST to JMS to HTTP, with an embedded broker; runs until it is killed. */
@Command(name = "plain", description = "a plain Camel route: REST -> durable queue -> HTTP")
public final class PlainCommand implements Callable<Integer> {

  @Option(names = "--data", required = true)
  private Path data;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--sink", required = true, description = "where every message goes")
  private String sink;

  @Option(names = "--consumers", required = true)
  private int consumers;

  @Option(
      names = "--folder",
      description =
          "a system folder: messages are validated at the door and mapped as it says; left out, they pass as they are")
  private Optional<Path> folder;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("plain.data", data.toString());
    settings.put("plain.sink", sink);
    settings.put("plain.consumers", consumers);
    settings.put("plain.folder", folder.map(Path::toString).orElse(""));
    settings.put("server.port", port);
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.main.banner-mode", "off");
    settings.put("spring.task.execution.pool.core-size", 32);
    settings.put("spring.task.execution.pool.max-size", 32);
    settings.put("spring.task.execution.pool.queue-capacity", 1000);
    settings.put("spring.jms.cache.enabled", false);
    settings.put("camel.main.stream-caching-enabled", false);
    settings.put("camel.main.jmx-enabled", false);
    settings.put("logging.level.root", "WARN");
    var application = new SpringApplication(PlainServer.class);
    application.setDefaultProperties(settings);
    application.run();
    Thread.currentThread().join();
    return 0;
  }
}
