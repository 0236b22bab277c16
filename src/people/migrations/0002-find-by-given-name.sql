-- Staff look for 秀英 as often as for 李秀英: the name from its second and third character, as prefixes.
create index person_given on person (substr(name_key, 2) text_pattern_ops);
create index person_given_long on person (substr(name_key, 3) text_pattern_ops);
