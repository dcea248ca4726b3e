/**
 * What is said: the canonical message of one event of one case (办件), its receipt and problem, the
 * code lists, divisions and items it refers to, and the checks a message must pass.
 *
 * <p>Here live names, shapes and rules that hold for every system. How a system writes them
 * (dialects), how they travel (doors, queues, journal) and who must receive them do not. Nothing in
 * this package opens a connection, reads a clock or keeps state; every type is safe to share
 * between threads.
 */
package io.tongqiao.schema;
