import { isOwnerOnly, permissions, type CustomRole, type Permission } from '@stageline/contracts';
import { useForm, useWatch } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Field, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { type NewRole, useSaveRole } from '../api/roles.queries.ts';
import { matrixGroups } from '../lib/matrix.ts';
import { membersTexts } from '../texts.ts';

interface RoleDialogProps {
  /** Left out for a new one. */
  readonly role: CustomRole | undefined;
  readonly onClose: () => void;
}

/** Defines a role, or changes one: a name and what it allows. What is the owner's alone is not offered. */
export function RoleDialog({ role, onClose }: RoleDialogProps) {
  const texts = membersTexts().role;
  const save = useSaveRole(role);
  const form = useForm<NewRole>({ defaultValues: { name: role?.name ?? '', permissions: role?.permissions ?? [] } });
  const { errors } = form.formState;
  const granted = (useWatch({ control: form.control, name: 'permissions' }) ?? []) as Permission[];
  const submit = form.handleSubmit(async (body) => {
    try {
      const { name } = await save.mutateAsync(body);
      toast(texts.saved(name));
      onClose();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'name-taken')
        form.setError('name', { message: texts.taken }, { shouldFocus: true });
      else if (!applyIssues(error, form)) throw error;
    }
  });
  return (
    <FormDialog
      onClose={onClose}
      title={role === undefined ? texts.newTitle : texts.editTitle(role.name)}
      description={texts.description}
      onSubmit={submit}
      submitLabel={role === undefined ? texts.submitNew : texts.submit}
      loading={form.formState.isSubmitting}
      problem={errors.root?.['server']?.message}
    >
      <Field label={texts.name} error={errors.name?.message}>
        {(control) => (
          <Input {...control} maxLength={40} placeholder={texts.namePlaceholder} {...form.register('name')} />
        )}
      </Field>
      <PermissionChoice granted={granted} onChange={(next) => form.setValue('permissions', next)} />
    </FormDialog>
  );
}

interface PermissionChoiceProps {
  readonly granted: readonly Permission[];
  readonly onChange: (granted: Permission[]) => void;
}

function PermissionChoice({ granted, onChange }: PermissionChoiceProps) {
  const texts = membersTexts();
  const own = useSession().permissions;
  const offered = permissions.filter((permission) => !isOwnerOnly(permission) && own.includes(permission));
  const toggle = (permission: Permission) =>
    onChange(granted.includes(permission) ? granted.filter((other) => other !== permission) : [...granted, permission]);
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{texts.role.may}</legend>
      <div className="max-h-80 overflow-y-auto rounded-md border border-border px-3 pb-2">
        {matrixGroups(offered).map(([group, among]) => (
          <div key={group} role="group" aria-label={texts.groups[group]}>
            <p className="pt-3 text-xs font-semibold text-text-muted">{texts.groups[group]}</p>
            {among.map((permission) => (
              <label key={permission} className="flex min-h-9 cursor-pointer items-center gap-3 text-sm">
                <input
                  type="checkbox"
                  checked={granted.includes(permission)}
                  onChange={() => toggle(permission)}
                  className="size-4.5 shrink-0 accent-primary"
                />
                {texts.permissions[permission]}
              </label>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
