package io.tongqiao.relay;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server as it is, but for its own module. */
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
      "io.tongqiao.door"
    })
class TestServer {}
