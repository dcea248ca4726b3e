package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copied folder with one thing broken at a time: each message names file, line and fix. */
class TwentyFaultsTest {

  @TempDir private Path parent;

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          city-power | system.yaml | transport: http | transport: telex | /transport
          city-power | system.yaml | tier: city | tier: village | /tier
          city-power | system.yaml | id: city-power | id: city-other | 改成 city-power
          city-power | system.yaml | limits: { | limit: { | limit
          city-power | system.yaml | concurrency: 4 | concurrency: 0 | concurrency
          city-power | system.yaml | timeout: 10s | timeout: soon | timeout
          city-power | system.yaml | first: 5s | first: 5h | 最长停顿
          city-power | system.yaml | events: [ACCEPT] | events: [ACEPT] | /accepts/0/events
          city-power | system.yaml | - operation: withdraw | - operation: cancel | 没有名为 cancel 的操作
          city-power | system.yaml | receiptNo: .body.data.applyId | receiptNo: .body.( | 不能编译
          city-power | system.yaml | endpoint: https:// | endpoint: ftp:// | endpoint
          city-power | system.yaml | /password: city-power.password | /password: prov-x.password | 避免读到别的系统的密钥
          city-power | system.yaml | login: login | login: sign-in | 没有名为 sign-in 的操作
          city-power | system.yaml | path: /progress | method: POST | 没有路径
          city-power | system.yaml | accepted: '{"code" | accepted: '{"code | 不能编译
          city-power | system.yaml | request: {codec: json} | request: {codec: jsn} | codec
          city-power | codes.yaml | {canonical: "5", local: "03", lossy: out, | {canonical: "5", local: "03", | lossy
          city-power | codes.yaml | from: 2020-01-01 | from: 2020-13-01 | 不是存在的日期
          city-power | apply.to-system.jslt | "caseNo": $theCase.caseNo, | "caseNo" = $theCase.caseNo, | 映射不能编译
          city-power | samples/withdraw/request.json | "caseNo" | "caseNumber" | 与现在生成的不同
          prov-dzzz | system.yaml | food-permit: {operation | food-licence: {operation | 证照目录中没有 food-licence
          nhc-dzh | system.yaml | name: mobile, label | name: phone, label | 映射没有给出表单的“联系电话”
          nhc-dzh | register.to-system.jslt | "acceptDate": | "acceptedOn": | 表单里没有这一项
          nhc-dzh | system.yaml | pattern: "YS | pattern: "(YS | 不是正则表达式
          mem-fireworks | system.yaml | {name: licenceNo, label: 编号, confirm: true, maxLength: 30} | {name: licenceNo, label: 编号, maxLength: 30} | 没有一项要回看核对
          mem-fireworks | system.yaml | - {name: day, label | - {name: reason, label | 都叫 reason
          prov-dzzz | system.yaml | food-permit: {operation: query-by-holder | food-permit: {operation: query-all | 没有名为 query-all 的操作
          tobacco-retail | system.yaml | endpoint: file:/srv | endpoint: http://srv | 写 file:/目录
          tobacco-retail | system.yaml | acks: true | acks: maybe | /ferry/acks
          tobacco-retail | system.yaml | split: 10MiB | split: 100B | split 小于 1KiB
          city-gongai | system.yaml | endpoint: amqp:// | endpoint: https:// | amqps://
          city-gongai | system.yaml | endpoint: amqp:// | endpoint: amqp://guest:guest@ | 写了用户名或密码
          city-gongai | system.yaml | address: /exchanges/gongai.project | address: gongai.project | /exchanges/交换机名/路由键
          city-gongai | system.yaml | action: ASK | method: POST | 没有写明路由键
          city-gongai | system.yaml | level: TRANSPORT | level: BUSINESS | 说不了业务是否接受
          city-gongai | system.yaml | path: /queues/tongqiao | path: /topics/tongqiao | /queues/对方代理上的队列名
          prov-road | system.yaml | endpoint: tcp:// | endpoint: amqp:// | tcp://主机:61616
          prov-road | system.yaml | address: /queues/DLYZ.BJ | address: /exchanges/DLYZ.BJ | /topics/主题名
          """)
  void folder_withOneThingBroken_isToldWithFileLineAndFix(
      String system, String file, String text, String with, String words) throws IOException {
    FolderCopy copy = FolderCopy.of(system, parent);
    assertThat(copy.check().code()).as("the copy is good").isZero();
    int line = copy.replace(file, text, with);

    CommandRun run = copy.check();

    assertThat(run.code()).isEqualTo(1);
    Pattern told =
        Pattern.compile(Pattern.quote(copy.directory().resolve(file) + ":") + "(\\d+)  .*改法：\\S.*");
    List<Matcher> places = run.out().lines().map(told::matcher).filter(Matcher::matches).toList();
    assertThat(places)
        .as(run.out())
        .anySatisfy(
            place -> {
              assertThat(place.group()).contains(words);
              assertThat(Integer.parseInt(place.group(1))).isBetween(line - 3, line);
            });
  }
}
