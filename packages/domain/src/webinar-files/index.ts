export { diagnoseRows, diagnoseText, shapeOf } from './doctor.ts';
export { diagnosisText } from './doctor-text.ts';
export { inspectRows, inspectText, type Inspected, type InspectionWishes } from './inspect.ts';
export {
  createMessageReading,
  createSavedChatReading,
  type ChatRules,
  type MessageReading,
  type SavedChatReading,
} from './messages.ts';
export { isQuestionText, isSimilarName, nameKeys } from './names.ts';
export { attendeeKey, createPeopleReading, type PeopleReading } from './people.ts';
export { createRowReport, type MessageFacts, type RowFault, type RowReport } from './report.ts';
export { dateOrderOf, TIME_FIELDS } from './times.ts';
export { foldName } from './headers.ts';
