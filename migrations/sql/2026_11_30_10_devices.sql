-- Which device a sign-in is of, as its owner would say it. Nothing finer is kept, and no address.
alter table sign_in add column browser character varying(40);
alter table sign_in add column system character varying(40);
