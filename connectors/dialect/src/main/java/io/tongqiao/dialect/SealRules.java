package io.tongqiao.dialect;

import java.util.List;

/** Where a descriptor may say that something is sealed: in strings of answers, and nowhere else. */
final class SealRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;

  SealRules(Descriptor descriptor, LocatedYaml yaml, List<Fault> faults) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
  }

  void check() {
    descriptor
        .operations()
        .forEach(
            (name, operation) -> {
              String at = "/operations/" + name;
              refuse(at + "/request", operation.request());
              operation.response().ifPresent(format -> answer(at + "/response", name, format));
            });
    descriptor
        .doors()
        .forEach(
            (name, door) -> {
              refuse("/doors/" + name + "/request", door.request());
              door.reply()
                  .ifPresent(reply -> refuse("/doors/" + name + "/reply/format", reply.format()));
            });
  }

  private void answer(String at, String operation, Format format) {
    if (!format.sm2().isEmpty()) {
      fault(
          at + "/sm2",
          "sm2 不能用于整份答复，只能用于其中的字符串",
          "移到 nested 的一个路径下，如 nested: {/data: {…, sm2: …}}");
    }
    if (descriptor.auth() instanceof Auth.Token token && token.login().equals(operation)) {
      refuse(at, format);
      return;
    }
    inside(at, format);
  }

  private void inside(String at, Format format) {
    format
        .nested()
        .forEach(
            (path, nested) -> {
              String here = nested(at, path);
              if (!nested.sm2().isEmpty() && !nested.sm2().startsWith(descriptor.id() + ".")) {
                fault(
                    here + "/sm2",
                    "密钥名 " + nested.sm2() + " 不以 " + descriptor.id() + ". 开头",
                    "改名，避免读到别的系统的密钥");
              }
              inside(here, nested);
            });
  }

  private void refuse(String at, Format format) {
    if (!format.sm2().isEmpty()) {
      fault(at + "/sm2", at + "/sm2 不能用在这里：只有操作的答复（登录除外）可以是加密的", "去掉这个 sm2；要发送密文的系统目前不能接入");
    }
    format.nested().forEach((path, nested) -> refuse(nested(at, path), nested));
  }

  private static String nested(String at, String path) {
    return at + "/nested/" + path.replace("~", "~0").replace("/", "~1");
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}
