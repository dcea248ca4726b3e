package io.tongqiao.relay;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Trial;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tests systems that are called over HTTP: signs in where that is a call of its own, as the next
 * delivery would, and asks what the folder says may be asked.
 */
@Component
final class CallPart implements Part {

  private final Conversations conversations;
  private final SystemAddresses addresses;

  CallPart(Conversations conversations, SystemAddresses addresses) {
    this.conversations = conversations;
    this.addresses = addresses;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.HTTP, Descriptor.Transport.SOAP);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    steps.next(Kind.SIGN_IN, () -> signIn(dialect));
    steps.next(Kind.ANSWER, () -> answer(dialect));
  }

  private Found signIn(Dialect dialect) {
    if (dialect.descriptor().auth() instanceof Auth.None) {
      return Found.notTried(
          "文件夹没有声明认证，不用登录",
          "The folder declares no authentication; there is nothing to sign in to.");
    }
    try {
      return conversations.renewed(dialect).signIn()
          ? Found.ok("登录成功，取得了新的令牌或签名密钥", "Signed in; a fresh token or signing secret was fetched.")
          : Found.notTried(
              "密钥随每次调用出示，没有单独的登录；对不对要到调用时对方才说",
              "The secrets are shown in each call and there is no login by itself; only a call tells whether they are right.");
    } catch (IOException e) {
      String words = Conversation.words(e);
      return Found.failed("登录没有成功：" + words, "Signing in did not succeed: " + words)
          .but(
              "核对用户名、密码或密钥的值是否与对方发的一致、有没有到期；都对时请对方查看其登录日志",
              "Compare the values of the secrets with what the other side issued, and whether they have ended; if they are right, the other side has to look into its log.");
    } catch (TranslationException e) {
      return untranslated(e);
    }
  }

  private static Found untranslated(TranslationException e) {
    return Found.failed(
            "请求写不出来：" + e.getMessage(), "The request cannot be written: " + e.getMessage())
        .but("改文件夹的映射：" + e.finding().fix(), "Mend the folder's mapping: " + e.finding().fix());
  }

  private Found answer(Dialect dialect) throws IOException, InterruptedException {
    Optional<Trial> test = dialect.descriptor().test();
    if (test.isEmpty()) {
      return Found.notTried(
          "什么也没有问：文件夹没有声明可以随时问的操作（test），而别的操作都会在对方留下办件或查询记录",
          "Nothing was asked: the folder declares nothing that may be asked at any time (test), and every other operation would leave a case or an enquiry there.");
    }
    return test.get().operation().isEmpty()
        ? fetched(dialect.descriptor(), test.get().path())
        : asked(dialect, test.get().operation());
  }

  private Found asked(Dialect dialect, String operation) {
    try {
      Verdict verdict = conversations.renewed(dialect).call(dialect.bare(operation)).verdict();
      String said = (verdict.code() + " " + verdict.message()).strip();
      if (verdict.outcome() == Verdict.Outcome.CONFIRMED) {
        return Found.ok(
            "操作 " + operation + " 得到了应有的答复 " + said,
            "Operation " + operation + " was answered as it should be. " + said);
      }
      return Found.failed(
              "操作 " + operation + " 的答复不对：" + said,
              "Operation " + operation + " was not answered as it should be: " + said)
          .but(
              "按对方的话处理；密钥随调用出示的，先核对密钥的值",
              "Go by what they say; where secrets are shown in each call, compare their values first.");
    } catch (IOException e) {
      String words = Conversation.words(e);
      return Found.failed("没有得到答复：" + words, "There was no answer: " + words)
          .but("请对方查看服务是否正常", "Ask the other side whether its service is well.");
    } catch (TranslationException e) {
      return untranslated(e);
    }
  }

  private Found fetched(Descriptor system, String path) throws IOException, InterruptedException {
    Duration limit = system.limits().timeout();
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
    URI address = URI.create(addresses.of(system) + path);
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(address).timeout(limit).build(), BodyHandlers.ofInputStream());
    response.body().close();
    int status = response.statusCode();
    return status / 100 == 2
        ? Found.ok(
            "GET " + path + " 答复 " + status, "GET " + path + " was answered with " + status + ".")
        : Found.failed(
                "GET " + path + " 答复 " + status,
                "GET " + path + " was answered with " + status + ".")
            .but(
                "核对 endpoint 的路径是否写全；写全了就请对方查看服务",
                "Check that the path of the endpoint is whole; if it is, the other side has to look at its service.");
  }
}
