package io.tongqiao.dialect;

import java.util.List;

/**
 * Where a descriptor may say that something is sealed: in strings of requests and answers of
 * operations other than the login. Names end by what the key is for, so that nobody is asked for a
 * private key of the other side.
 */
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
              whole(at + "/request", name, operation.request(), ".public-key");
              operation.response().ifPresent(f -> whole(at + "/response", name, f, ".private-key"));
            });
    envelope();
    descriptor
        .doors()
        .forEach(
            (name, door) -> {
              refuse("/doors/" + name + "/request", door.request());
              door.reply()
                  .ifPresent(reply -> refuse("/doors/" + name + "/reply/format", reply.format()));
            });
  }

  private void whole(String at, String operation, Format format, String ending) {
    if (!format.sm2().isEmpty()) {
      fault(
          at + "/sm2",
          "sm2 不能用于整份报文，只能用于其中的字符串",
          "移到 nested 的一个路径下，如 nested: {/data: {…, sm2: …}}");
    }
    if (descriptor.auth() instanceof Auth.Token token && token.login().equals(operation)) {
      refuse(at, format);
      return;
    }
    if (ending.equals(".public-key")
        && descriptor.auth() instanceof Auth.Signature
        && format.sealed()) {
      fault(at, "请求既要签名（auth: signature）又要加密，签名的次序没有约定", "去掉其中之一，或与对方核对后扩充 auth 的种类");
    }
    inside(at, format, ending);
  }

  private void inside(String at, Format format, String ending) {
    format
        .nested()
        .forEach(
            (path, nested) -> {
              String here = nested(at, path);
              if (!nested.sm2().isEmpty()) {
                own(here + "/sm2", nested.sm2());
                ending(here + "/sm2", nested.sm2(), ending);
              }
              inside(here, nested, ending);
            });
  }

  /** It has been copied into the formats of each operation. */
  private void envelope() {
    descriptor
        .formats()
        .flatMap(format -> format.envelope().stream())
        .findFirst()
        .ifPresent(
            envelope -> {
              envelope.secrets().forEach(secret -> own("/envelope", secret));
              ending("/envelope/sign", envelope.sign(), ".private-key");
              ending("/envelope/verify", envelope.verify(), ".public-key");
            });
    descriptor
        .operations()
        .forEach(
            (name, operation) -> {
              json("/operations/" + name + "/request", operation.request());
              operation
                  .response()
                  .ifPresent(format -> json("/operations/" + name + "/response", format));
            });
  }

  private void json(String at, Format format) {
    if (format.envelope().isPresent() && format.codec() != Format.Kind.JSON) {
      fault(at, "信封（envelope）只能用于 json", "改为 codec: json，或去掉 envelope");
    }
  }

  private void own(String at, String secret) {
    if (!secret.startsWith(descriptor.id() + ".")) {
      fault(at, "密钥名 " + secret + " 不以 " + descriptor.id() + ". 开头", "改名，避免读到别的系统的密钥");
    }
  }

  private void ending(String at, String secret, String ending) {
    if (!secret.endsWith(ending)) {
      String whose = ending.equals(".public-key") ? "对方的公钥" : "我方的私钥";
      fault(at, "密钥名 " + secret + " 不以 " + ending + " 结尾：这里要的是" + whose, "改名为 …" + ending);
    }
  }

  private void refuse(String at, Format format) {
    if (!format.sm2().isEmpty()) {
      fault(at + "/sm2", at + "/sm2 不能用在这里：只有操作的请求和答复（登录除外）可以是加密的", "去掉这个 sm2");
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
