package io.tongqiao.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server: broker, journal, doors, and the routes between them, in one process. */
@SpringBootApplication(
    scanBasePackages = {
      "io.tongqiao.journal",
      "io.tongqiao.broker",
      "io.tongqiao.prerequisite",
      "io.tongqiao.supervision",
      "io.tongqiao.manual",
      "io.tongqiao.ferry",
      "io.tongqiao.queue",
      "io.tongqiao.table",
      "io.tongqiao.version",
      "io.tongqiao.watch",
      "io.tongqiao.probe",
      "io.tongqiao.relay",
      "io.tongqiao.door",
      "io.tongqiao.console"
    })
public class TongqiaoServer {

  /**
   * Starts the server; settings are in {@code application.yaml}, the environment and the command
   * line.
   */
  public static void main(String[] arguments) {
    SpringApplication.run(TongqiaoServer.class, arguments);
  }
}
