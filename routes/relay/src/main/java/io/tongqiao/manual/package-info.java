/**
 * Entry by hand (二次录入): tasks for clerks in the place of calls, and what clerks read off a system
 * in the place of its own messages. When something is to be entered and in which order, the relay
 * decides; what the forms look like, the folder.
 */
package io.tongqiao.manual;
