/**
 * The crash drill: real processes that are killed while cases are handed over, and the comparison
 * of what was accepted with what the played systems wrote into their ledgers. It looks at Tongqiao
 * from outside only: doors, queries, ledgers, folders.
 */
package io.tongqiao.bench.drill;
