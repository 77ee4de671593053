-- How reliable the user holds a feed to be: A to E, F where that cannot be judged, '' where nothing was said.
ALTER TABLE feeds ADD COLUMN grade TEXT NOT NULL DEFAULT '' CHECK (grade IN ('', 'A', 'B', 'C', 'D', 'E', 'F'));
