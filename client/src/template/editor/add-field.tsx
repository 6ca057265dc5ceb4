import { FieldType, fieldTypeNames } from '@caseroom/shared/template';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { addField, type FieldPlace } from '../draft.ts';
import { useEditing } from './editing.ts';
import styles from './editor.module.css';

/** A menu of types; what is picked is appended to the list that the place names. */
export function AddField({ place }: { readonly place: FieldPlace }) {
  const { content, change } = useEditing();
  const types = FieldType.options.filter((type) => place.part === undefined || type !== 'yes-no');
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className={styles.addField ?? ''}
          leftSection={<IconPlus size={14} aria-hidden />}
        >
          Add a field
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {types.map((type) => (
          <Menu.Item key={type} onClick={() => change(addField(content, place, type))}>
            {fieldTypeNames[type]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
