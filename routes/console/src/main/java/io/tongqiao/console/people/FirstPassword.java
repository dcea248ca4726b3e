package io.tongqiao.console.people;

import io.tongqiao.door.Key;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The first administrator's password, in {@code <data>/keys/first-password} until it was used. */
@Component
class FirstPassword {

  /** The account that is there at the first start. */
  static final String ADMIN = "admin";

  private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);

  private final Path file;

  FirstPassword(RelayProperties properties) {
    this.file = properties.data().resolve("keys").resolve("first-password");
  }

  /** Keeps it, and shows it once: on standard output, which is no log file of the program. */
  void show(String password) {
    try {
      Key.write(file, password);
    } catch (IOException e) {
      throw new UncheckedIOException("the first password cannot be written to " + file, e);
    }
    System.out.println("首次启动：安全管理员账户 " + ADMIN + " 的密码是 " + password + " ，首次登录须修改；也在 " + file);
  }

  /** Someone has signed in; the file of the first administrator is not needed any more. */
  void used(String name) {
    try {
      if (name.equals(ADMIN) && Files.deleteIfExists(file)) {
        LOG.info("the first administrator has signed in, {} is removed", file);
      }
    } catch (IOException e) {
      LOG.warn("delete {} by hand: it could not be removed", file, e);
    }
  }
}
