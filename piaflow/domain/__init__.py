"""The words of a 特定個人情報保護評価書 as frozen values: attrs and the standard library only."""
