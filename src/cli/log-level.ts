// How much is told to programs and log files, and in which form.

/** Of the form of all events; another number when a member changes its meaning or goes. */
export const LOG_VERSION = 1

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Whether what is of a level is told where so much is asked for. */
export const isTold = (level: LogLevel, asked: LogLevel): boolean => LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(asked)
