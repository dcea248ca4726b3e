package io.tongqiao.table;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TableColumn;
import io.tongqiao.dialect.TableContract;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Steps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tests exchange databases: tables and columns of the folder's contract, and what we may do with
 * them, by statements that are true of no row and rolled back.
 */
@Component
final class TablePart implements Part {

  private static final String NO_ROW = " where 1 = 0";
  private static final int SECONDS = 5;

  private final TablePools pools;

  TablePart(TablePools pools) {
    this.pools = pools;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.TABLE);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    steps.next(Kind.SIGN_IN, () -> signIn(dialect.descriptor()));
    steps.next(Kind.PLACE, () -> tables(dialect));
    steps.next(
        Kind.ANSWER,
        () ->
            Found.notTried(
                "前置库没有应答可看；没有写入任何行",
                "An exchange database has no answer of its own; no row was written."));
  }

  private Found signIn(Descriptor system) {
    try (Connection connection = pools.fresh(system)) {
      String product =
          connection.getMetaData().getDatabaseProductName()
              + " "
              + connection.getMetaData().getDatabaseMajorVersion();
      return Found.ok("登录了 " + product, "Signed in to " + product + ".");
    } catch (Drivers.Missing e) {
      return Found.failed(e.getMessage(), "There is no JDBC driver for this address.")
          .but("放入驱动后再测试一次", "Lay the driver's jar into <data>/lib and test again.");
    } catch (SQLException e) {
      return shutOut(SqlTrouble.of(e).state());
    }
  }

  private static Found shutOut(String state) {
    Found found =
        Found.failed(
            "数据库没有让登录（SQLSTATE " + state + "）",
            "The database did not let us in (SQLSTATE " + state + ").");
    if (state.startsWith("28")) {
      return found.but("核对用户名和密码的值", "Compare user and password with what the other side issued.");
    }
    return found.but(
        "核对库名、用户名和密码；都对时请对方的数据库管理员查看其登录日志",
        "Check database, user and password; if they are right, their database administrator has to look into the log.");
  }

  private Found tables(Dialect dialect) throws SQLException {
    try (Connection connection = pools.fresh(dialect.descriptor())) {
      connection.setAutoCommit(false);
      TableContract contract = dialect.contract().orElseThrow();
      Set<String> written = new LinkedHashSet<>(dialect.descriptor().tables().keySet());
      for (String table : written) {
        Optional<Found> fault = table(connection, contract, table, true);
        if (fault.isPresent()) {
          return fault.get();
        }
      }
      Set<String> read = new LinkedHashSet<>();
      dialect.descriptor().doors().values().stream()
          .flatMap(door -> door.poll().stream())
          .forEach(poll -> read.add(poll.table()));
      for (String table : read) {
        Optional<Found> fault = table(connection, contract, table, false);
        if (fault.isPresent()) {
          return fault.get();
        }
      }
      return Found.ok(
          "表和列都在，可以写 " + written.size() + " 张、读并置标志 " + read.size() + " 张",
          "Tables and columns are there: "
              + written.size()
              + " can be written, "
              + read.size()
              + " read and flagged.");
    }
  }

  /** What is wrong with a table; empty when it is as the contract says. */
  private static Optional<Found> table(
      Connection connection, TableContract contract, String table, boolean inserted)
      throws SQLException {
    List<String> columns = contract.columns(table).stream().map(TableColumn::name).toList();
    if (!runs(connection, "select 1 from " + table + NO_ROW)) {
      return Optional.of(
          Found.failed(
                  "没有表 " + table + "，或无权读取",
                  "There is no table " + table + ", or we may not read it.")
              .but(
                  "请对方按文件夹的 contract/schema.sql 建表并授权；库名、模式名写错也会这样",
                  "The other side has to make it as contract/schema.sql says, and grant it; a wrong database or schema shows like this, too."));
    }
    String all = String.join(", ", columns);
    if (!runs(connection, "select " + all + " from " + table + NO_ROW)) {
      return Optional.of(lacking(table, missing(connection, table, columns)));
    }
    String first = columns.get(0);
    String insert =
        "insert into " + table + " (" + all + ") select " + all + " from " + table + NO_ROW;
    if (inserted && !runs(connection, insert)) {
      return Optional.of(forbidden(table, "INSERT"));
    }
    return runs(connection, "update " + table + " set " + first + " = " + first + NO_ROW)
        ? Optional.empty()
        : Optional.of(forbidden(table, "UPDATE"));
  }

  private static List<String> missing(Connection connection, String table, List<String> columns)
      throws SQLException {
    List<String> missing = new ArrayList<>();
    for (String column : columns) {
      if (!runs(connection, "select " + column + " from " + table + NO_ROW)) {
        missing.add(column);
      }
    }
    return missing;
  }

  private static Found lacking(String table, List<String> columns) {
    String names = columns.stream().limit(5).collect(Collectors.joining(", "));
    return Found.failed(
            "表 " + table + " 没有列 " + names, "Table " + table + " has no column " + names + ".")
        .but(
            "对方的表与 contract/schema.sql 不是同一版本：核对后改文件夹，或请对方加列",
            "Their table and contract/schema.sql are of different versions: change the folder, or the other side adds the columns.");
  }

  private static Found forbidden(String table, String right) {
    return Found.failed(
            "对表 " + table + " 没有 " + right + " 权限",
            "There is no right to " + right + " in table " + table + ".")
        .but(
            "请对方授权：grant " + right + " on " + table,
            "The other side has to grant it: grant " + right + " on " + table + ".");
  }

  private static boolean runs(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(SECONDS);
      boolean unused = statement.execute();
      return true;
    } catch (SQLException e) {
      if (SqlTrouble.of(e).notNow()) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback();
    }
  }
}
